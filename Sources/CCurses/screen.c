#define _GNU_SOURCE
#define NCURSES_WIDECHAR 1
#include "screen.h"

#include "signal_guard.h"

#include <curses.h>
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>
#include <unistd.h>
#include <wchar.h>

enum { paste_begins = 0x1001, paste_ends = 0x1002 };

static const char bracketed_paste_on[] = "\033[?2004h";
static const char bracketed_paste_off[] = "\033[?2004l";

struct claviger_screen {
  SCREEN *screen;
  WINDOW *keys;
  FILE *input;
  FILE *output;
  bool brackets_pastes;
  bool is_utf8;
};

bool claviger_set_character_encoding(const char *locale) {
  /* Only characters: numbers of C libraries stay as the C locale writes them. A UTF-8 locale that is not installed
     here, as is usual behind ssh, is served by the one that always is. */
  if (!setlocale(LC_CTYPE, locale)) {
    bool asks_for_utf8 = strcasestr(locale, "utf-8") || strcasestr(locale, "utf8");
    setlocale(LC_CTYPE, asks_for_utf8 ? "C.UTF-8" : "C");
  }
  return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

static bool capability(const char *name) {
  char *value = tigetstr(name);
  return value && value != (char *)-1;
}

bool claviger_terminal_is_known(const char *name, int output) {
  int error = 0;
  if (setupterm(name, output, &error) != OK) return false;
  del_curterm(cur_term);
  return true;
}

static bool moves_its_cursor(const char *name, int output) {
  int error = 0;
  if (setupterm(name, output, &error) != OK) return false;
  bool answer = capability("cup");
  del_curterm(cur_term);
  return answer;
}

static void send_all(int descriptor, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(descriptor, bytes, count);
    if (written > 0) {
      bytes += written;
      count -= (size_t)written;
    } else if (errno == EAGAIN) {
      struct pollfd wait = {.fd = descriptor, .events = POLLOUT};
      if (poll(&wait, 1, 1000) <= 0) return;
    } else if (errno != EINTR) {
      return;
    }
  }
}

/* Adds a capability without its padding (`$<5>`), which is for terminals on a serial line. */
static size_t append_capability(char *bytes, size_t count, size_t room, const char *name) {
  const char *value = tigetstr(name);
  if (!value || value == (char *)-1) return count;
  while (*value && count < room) {
    const char *end = strncmp(value, "$<", 2) == 0 ? strchr(value, '>') : NULL;
    if (end) {
      value = end + 1;
    } else {
      bytes[count++] = *value++;
    }
  }
  return count;
}

static void arm_guard(claviger_screen *screen) {
  char reset[256];
  size_t count = 0;
  if (screen->brackets_pastes) {
    count = sizeof bracketed_paste_off - 1;
    memcpy(reset, bracketed_paste_off, count);
  }
  // Some terminals take the cursor's looks back with the normal screen, and ncurses may have saved it while it was
  // hidden: it is made visible last.
  const char *const names[] = {"rmkx", "op", "sgr0", "rmcup", "cnorm"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    count = append_capability(reset, count, sizeof reset, names[i]);
  }
  claviger_guard_arm(fileno(screen->output), reset, count);
}

static void free_screen(claviger_screen *screen) {
  if (screen->input) fclose(screen->input);
  if (screen->output) fclose(screen->output);
  free(screen);
}

claviger_open_result claviger_screen_open(
    const char *name, int input, int output, bool colour, claviger_screen **result) {
  claviger_open_result failure = CLAVIGER_NO_TERMINAL;
  claviger_screen *screen = calloc(1, sizeof *screen);
  if (!screen) abort();
  screen->input = fdopen(input, "r");
  screen->output = fdopen(output, "w");
  screen->is_utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
  if (!screen->input || !screen->output || !isatty(input) || !isatty(output)) goto failed;

  failure = CLAVIGER_UNKNOWN_TERMINAL;
  if (!claviger_terminal_is_known(name, output)) goto failed;
  failure = CLAVIGER_DUMB_TERMINAL;
  if (!moves_its_cursor(name, output)) goto failed;

  failure = CLAVIGER_NO_TERMINAL;
  if (claviger_guard_save_modes(output) != 0) goto failed;
  /* The kernel knows the size; LINES and COLUMNS of the environment are often stale. */
  use_env(FALSE);
  use_tioctl(TRUE);
  screen->screen = newterm(name, screen->output, screen->input);
  if (!screen->screen) goto failed;
  set_term(screen->screen);
  raw();
  noecho();
  nonl();
  set_escdelay(25);
  curs_set(0);
  if (colour && has_colors()) {
    start_color();
    use_default_colors();
  }
  /* Keys are read from a pad, since reading from a window draws it first. */
  screen->keys = newpad(1, 1);
  keypad(screen->keys, TRUE);
  nodelay(screen->keys, TRUE);
  /* A terminal that knows no mouse is taken to know no bracketed paste: both are xterm's, and terminfo tells only of
     the mouse. */
  screen->brackets_pastes = capability("kmous");
  if (screen->brackets_pastes) {
    define_key("\033[200~", paste_begins);
    define_key("\033[201~", paste_ends);
    send_all(output, bracketed_paste_on, sizeof bracketed_paste_on - 1);
  }
  arm_guard(screen);
  *result = screen;
  return CLAVIGER_OPENED;

failed:
  free_screen(screen);
  return failure;
}

void claviger_screen_close(claviger_screen *screen) {
  set_term(screen->screen);
  if (screen->brackets_pastes) claviger_screen_send(screen, bracketed_paste_off, sizeof bracketed_paste_off - 1);
  curs_set(1);
  endwin();
  char visible[64];
  size_t count = append_capability(visible, 0, sizeof visible, "cnorm");
  claviger_screen_send(screen, visible, count);
  claviger_guard_restore_modes(fileno(screen->output));
  claviger_guard_disarm();
  delwin(screen->keys);
  delscreen(screen->screen);
  free_screen(screen);
}

int claviger_screen_colours(const claviger_screen *screen) {
  set_term(screen->screen);
  if (COLOR_PAIRS <= 0 || COLORS <= 0) return 0;
  return tigetflag("RGB") > 0 || COLORS >= 1 << 24 ? 1 << 24 : COLORS;
}

void claviger_screen_set_pair(claviger_screen *screen, int pair, int foreground, int background) {
  set_term(screen->screen);
  init_extended_pair(pair, foreground, background);
}

void claviger_screen_size(const claviger_screen *screen, int *height, int *width) {
  set_term(screen->screen);
  getmaxyx(stdscr, *height, *width);
}

void claviger_screen_resize(claviger_screen *screen, int height, int width) {
  set_term(screen->screen);
  resizeterm(height, width);
}

static attr_t curses_attributes(int attributes) {
  attr_t result = A_NORMAL;
  if (attributes & CLAVIGER_BOLD) result |= A_BOLD;
  if (attributes & CLAVIGER_DIM) result |= A_DIM;
  if (attributes & CLAVIGER_UNDERLINE) result |= A_UNDERLINE;
  if (attributes & CLAVIGER_REVERSE) result |= A_REVERSE;
  return result;
}

static void put_cell(int row, int column, const wchar_t *text, attr_t attributes, int pair) {
  cchar_t cell;
  if (setcchar(&cell, text, attributes, (short)pair, &pair) == OK) mvadd_wch(row, column, &cell);
}

void claviger_screen_erase(claviger_screen *screen, int attributes, int pair) {
  set_term(screen->screen);
  cchar_t blank;
  if (setcchar(&blank, L" ", curses_attributes(attributes), (short)pair, &pair) == OK) bkgrndset(&blank);
  erase();
}

void claviger_screen_put(
    claviger_screen *screen, int row, int column, const uint32_t *scalars, int count, int width, int attributes,
    int pair) {
  set_term(screen->screen);
  wchar_t text[CCHARW_MAX + 1] = {0};
  int natural = count > 0 ? wcwidth((wchar_t)scalars[0]) : 0;
  if (natural < 1 || natural > width) {
    text[0] = screen->is_utf8 ? 0xFFFD : L'?';
    natural = 1;
  } else {
    text[0] = (wchar_t)scalars[0];
    int length = 1;
    for (int i = 1; i < count && length < CCHARW_MAX; i++) {
      if (wcwidth((wchar_t)scalars[i]) == 0) text[length++] = (wchar_t)scalars[i];
    }
  }
  attr_t look = curses_attributes(attributes);
  put_cell(row, column, text, look, pair);
  for (int filled = natural; filled < width; filled++) put_cell(row, column + filled, L" ", look, pair);
}

void claviger_screen_show(claviger_screen *screen, int cursor_row, int cursor_column) {
  set_term(screen->screen);
  curs_set(cursor_row >= 0);
  if (cursor_row >= 0) move(cursor_row, cursor_column);
  wnoutrefresh(stdscr);
  doupdate();
}

void claviger_screen_redraw(claviger_screen *screen) {
  set_term(screen->screen);
  clearok(curscr, TRUE);
  wnoutrefresh(stdscr);
  doupdate();
}

static uint32_t key_of_code(wint_t code) {
  if (code >= KEY_F(1) && code <= KEY_F(63)) return CLAVIGER_KEY_FUNCTION + (code - KEY_F0);
  switch (code) {
  case KEY_UP: return CLAVIGER_KEY_UP;
  case KEY_DOWN: return CLAVIGER_KEY_DOWN;
  case KEY_LEFT: return CLAVIGER_KEY_LEFT;
  case KEY_RIGHT: return CLAVIGER_KEY_RIGHT;
  case KEY_PPAGE: return CLAVIGER_KEY_PAGE_UP;
  case KEY_NPAGE: return CLAVIGER_KEY_PAGE_DOWN;
  case KEY_HOME: return CLAVIGER_KEY_HOME;
  case KEY_END: return CLAVIGER_KEY_END;
  case KEY_ENTER: return CLAVIGER_KEY_ENTER;
  case KEY_BTAB: return CLAVIGER_KEY_BACK_TAB;
  case KEY_BACKSPACE: return CLAVIGER_KEY_BACKSPACE;
  case KEY_DC: return CLAVIGER_KEY_DELETE;
  case paste_begins: return CLAVIGER_KEY_PASTE_BEGINS;
  case paste_ends: return CLAVIGER_KEY_PASTE_ENDS;
  default: return CLAVIGER_KEY_OTHER;
  }
}

claviger_input claviger_screen_read(claviger_screen *screen, uint32_t *value) {
  set_term(screen->screen);
  wint_t code = 0;
  switch (wget_wch(screen->keys, &code)) {
  case OK:
    *value = code;
    return CLAVIGER_CHARACTER;
  case KEY_CODE_YES:
    *value = key_of_code(code);
    return CLAVIGER_KEY;
  default:
    return CLAVIGER_NO_INPUT;
  }
}

void claviger_screen_suspend(claviger_screen *screen) {
  set_term(screen->screen);
  if (screen->brackets_pastes) claviger_screen_send(screen, bracketed_paste_off, sizeof bracketed_paste_off - 1);
  /* The handler of ncurses leaves the screen, stops the process and comes back here when it goes on. */
  raise(SIGTSTP);
  if (screen->brackets_pastes) claviger_screen_send(screen, bracketed_paste_on, sizeof bracketed_paste_on - 1);
  claviger_screen_redraw(screen);
}

void claviger_screen_send(claviger_screen *screen, const char *bytes, size_t count) {
  fflush(screen->output);
  send_all(fileno(screen->output), bytes, count);
}
