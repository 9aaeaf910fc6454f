#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What the terminal needs of ncurses, in types that Swift imports.
 *
 * curses.h itself stays out of this header: Swift cannot import its attribute masks, its variadic functions and
 * macros, and rightly refuses its global variables.
 */
typedef struct claviger_screen claviger_screen;

typedef enum claviger_open_result {
  CLAVIGER_OPENED,
  CLAVIGER_UNKNOWN_TERMINAL,
  CLAVIGER_DUMB_TERMINAL,
  CLAVIGER_NO_TERMINAL,
} claviger_open_result;

enum claviger_attribute {
  CLAVIGER_BOLD = 1,
  CLAVIGER_DIM = 2,
  CLAVIGER_UNDERLINE = 4,
  CLAVIGER_REVERSE = 8,
};

typedef enum claviger_input {
  CLAVIGER_NO_INPUT,
  CLAVIGER_CHARACTER,
  CLAVIGER_KEY,
} claviger_input;

enum claviger_key {
  CLAVIGER_KEY_OTHER,
  CLAVIGER_KEY_UP,
  CLAVIGER_KEY_DOWN,
  CLAVIGER_KEY_LEFT,
  CLAVIGER_KEY_RIGHT,
  CLAVIGER_KEY_PAGE_UP,
  CLAVIGER_KEY_PAGE_DOWN,
  CLAVIGER_KEY_HOME,
  CLAVIGER_KEY_END,
  CLAVIGER_KEY_ENTER,
  CLAVIGER_KEY_BACK_TAB,
  CLAVIGER_KEY_BACKSPACE,
  CLAVIGER_KEY_DELETE,
  CLAVIGER_KEY_PASTE_BEGINS,
  CLAVIGER_KEY_PASTE_ENDS,
  CLAVIGER_KEY_FUNCTION = 0x100, /* and the key's number */
};

/* Chooses how characters are encoded. Answers whether that is UTF-8. */
bool claviger_set_character_encoding(const char *locale);

/* Whether terminfo knows a terminal of this name. */
bool claviger_terminal_is_known(const char *name, int output);

/*
 * Takes over the terminal. The descriptors belong to the screen from here on, also where opening fails.
 * `columns` and `rows` of the terminal stay the caller's to ask for.
 */
claviger_open_result claviger_screen_open(
    const char *name, int input, int output, bool colour, claviger_screen **screen);

/* Gives the terminal back as it was found. */
void claviger_screen_close(claviger_screen *screen);

/* How many colours there are: 0 without colour. 1 << 24 means that a colour is its red, green and blue. */
int claviger_screen_colours(const claviger_screen *screen);

/* Makes a pair of colours known; -1 is the terminal's own. */
void claviger_screen_set_pair(claviger_screen *screen, int pair, int foreground, int background);

void claviger_screen_size(const claviger_screen *screen, int *rows, int *columns);
void claviger_screen_resize(claviger_screen *screen, int rows, int columns);

/* Blanks everything in one look. */
void claviger_screen_erase(claviger_screen *screen, int attributes, int pair);

/*
 * Puts one character of `width` columns, a base and its marks, at a place. A character that the system's tables see
 * as wider than that is replaced: the columns right of it would no longer be where ncurses believes they are.
 */
void claviger_screen_put(
    claviger_screen *screen, int row, int column, const uint32_t *scalars, int count, int width, int attributes,
    int pair);

/* Sends what changed. A negative row hides the cursor. */
void claviger_screen_show(claviger_screen *screen, int cursor_row, int cursor_column);

/* Sends everything anew. */
void claviger_screen_redraw(claviger_screen *screen);

/* The next character or key that has already arrived; never waits longer than it takes to tell Esc from a key. */
claviger_input claviger_screen_read(claviger_screen *screen, uint32_t *value);

/* Stops the process until it is continued, with the terminal in order meanwhile. */
void claviger_screen_suspend(claviger_screen *screen);

/* Sends bytes as they are, between two pictures. */
void claviger_screen_send(claviger_screen *screen, const char *bytes, size_t count);
