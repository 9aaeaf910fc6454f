#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* A terminal emulator (libvterm) behind types that Swift imports: the library's own bit fields and unions are not. */
typedef struct emulator emulator;

typedef struct emulator_colour {
  bool is_default;
  bool is_indexed;
  uint8_t index;
  uint8_t red, green, blue;
} emulator_colour;

typedef struct emulator_cell {
  uint32_t scalars[6];
  int count;
  int width;
  bool is_continuation;
  bool bold, underline, reverse;
  emulator_colour foreground, background;
} emulator_cell;

enum emulator_key {
  EMULATOR_ENTER,
  EMULATOR_TAB,
  EMULATOR_BACKSPACE,
  EMULATOR_ESCAPE,
  EMULATOR_UP,
  EMULATOR_DOWN,
  EMULATOR_LEFT,
  EMULATOR_RIGHT,
  EMULATOR_DELETE,
  EMULATOR_HOME,
  EMULATOR_END,
  EMULATOR_PAGE_UP,
  EMULATOR_PAGE_DOWN,
  EMULATOR_FUNCTION = 0x100,
};

enum emulator_modifier { EMULATOR_SHIFT = 1, EMULATOR_ALT = 2, EMULATOR_CONTROL = 4 };

emulator *emulator_new(int rows, int columns);
void emulator_free(emulator *emulator);
void emulator_resize(emulator *emulator, int rows, int columns);

/* What a program wrote. */
void emulator_write(emulator *emulator, const uint8_t *bytes, size_t count);
/* What the terminal answers: keys that were pressed, replies to questions. */
size_t emulator_read(emulator *emulator, uint8_t *bytes, size_t room);

void emulator_press_character(emulator *emulator, uint32_t scalar, int modifiers);
void emulator_press_key(emulator *emulator, int key, int modifiers);
void emulator_paste_begins(emulator *emulator);
void emulator_paste_ends(emulator *emulator);

emulator_cell emulator_cell_at(emulator *emulator, int row, int column);
void emulator_cursor(emulator *emulator, int *row, int *column, bool *is_visible);
bool emulator_is_alternate(emulator *emulator);

/* Opens a pseudo-terminal: its master side (non-blocking), and its slave side without making it the controlling
   terminal. Neither is inherited. */
bool pty_open(int *master, int *slave, char *name, size_t room);
bool pty_resize(int master, int rows, int columns);
/* Readable once the process has ended. */
int pty_process_descriptor(pid_t process);

/// How many drivers of its own a test process may use.
enum { private_libraries_most = 800 };

/// The folder to which the environment variables of private drivers point; made before main.
const char *private_libraries_root(void);
