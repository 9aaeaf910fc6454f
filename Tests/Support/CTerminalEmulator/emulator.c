#include "CTerminalEmulator.h"

#include <stdlib.h>
#include <vterm.h>

struct emulator {
  VTerm *terminal;
  VTermScreen *screen;
  VTermPos cursor;
  bool cursor_is_visible;
  bool is_alternate;
};

static int moved_cursor(VTermPos position, VTermPos old, int visible, void *user) {
  (void)old;
  (void)visible;
  ((emulator *)user)->cursor = position;
  return 1;
}

static int set_property(VTermProp property, VTermValue *value, void *user) {
  emulator *emulator = user;
  if (property == VTERM_PROP_CURSORVISIBLE) emulator->cursor_is_visible = value->boolean;
  if (property == VTERM_PROP_ALTSCREEN) emulator->is_alternate = value->boolean;
  return 1;
}

static const VTermScreenCallbacks callbacks = {.movecursor = moved_cursor, .settermprop = set_property};

emulator *emulator_new(int rows, int columns) {
  emulator *result = calloc(1, sizeof *result);
  if (!result) abort();
  result->terminal = vterm_new(rows, columns);
  result->cursor_is_visible = true;
  vterm_set_utf8(result->terminal, 1);
  result->screen = vterm_obtain_screen(result->terminal);
  vterm_screen_enable_altscreen(result->screen, 1);
  vterm_screen_set_callbacks(result->screen, &callbacks, result);
  vterm_screen_reset(result->screen, 1);
  return result;
}

void emulator_free(emulator *emulator) {
  vterm_free(emulator->terminal);
  free(emulator);
}

void emulator_resize(emulator *emulator, int rows, int columns) { vterm_set_size(emulator->terminal, rows, columns); }

void emulator_write(emulator *emulator, const uint8_t *bytes, size_t count) {
  vterm_input_write(emulator->terminal, (const char *)bytes, count);
  vterm_screen_flush_damage(emulator->screen);
}

size_t emulator_read(emulator *emulator, uint8_t *bytes, size_t room) {
  return vterm_output_read(emulator->terminal, (char *)bytes, room);
}

void emulator_press_character(emulator *emulator, uint32_t scalar, int modifiers) {
  vterm_keyboard_unichar(emulator->terminal, scalar, (VTermModifier)modifiers);
}

void emulator_press_key(emulator *emulator, int key, int modifiers) {
  static const VTermKey keys[] = {
      [EMULATOR_ENTER] = VTERM_KEY_ENTER,   [EMULATOR_TAB] = VTERM_KEY_TAB,
      [EMULATOR_BACKSPACE] = VTERM_KEY_BACKSPACE, [EMULATOR_ESCAPE] = VTERM_KEY_ESCAPE,
      [EMULATOR_UP] = VTERM_KEY_UP,         [EMULATOR_DOWN] = VTERM_KEY_DOWN,
      [EMULATOR_LEFT] = VTERM_KEY_LEFT,     [EMULATOR_RIGHT] = VTERM_KEY_RIGHT,
      [EMULATOR_DELETE] = VTERM_KEY_DEL,    [EMULATOR_HOME] = VTERM_KEY_HOME,
      [EMULATOR_END] = VTERM_KEY_END,       [EMULATOR_PAGE_UP] = VTERM_KEY_PAGEUP,
      [EMULATOR_PAGE_DOWN] = VTERM_KEY_PAGEDOWN,
  };
  VTermKey pressed = key >= EMULATOR_FUNCTION ? VTERM_KEY_FUNCTION(key - EMULATOR_FUNCTION) : keys[key];
  vterm_keyboard_key(emulator->terminal, pressed, (VTermModifier)modifiers);
}

void emulator_paste_begins(emulator *emulator) { vterm_keyboard_start_paste(emulator->terminal); }
void emulator_paste_ends(emulator *emulator) { vterm_keyboard_end_paste(emulator->terminal); }

static emulator_colour colour_of(emulator *emulator, VTermColor colour) {
  emulator_colour result = {
      .is_default = VTERM_COLOR_IS_DEFAULT_FG(&colour) || VTERM_COLOR_IS_DEFAULT_BG(&colour),
      .is_indexed = VTERM_COLOR_IS_INDEXED(&colour),
  };
  if (result.is_indexed) result.index = colour.indexed.idx;
  vterm_screen_convert_color_to_rgb(emulator->screen, &colour);
  result.red = colour.rgb.red;
  result.green = colour.rgb.green;
  result.blue = colour.rgb.blue;
  return result;
}

emulator_cell emulator_cell_at(emulator *emulator, int row, int column) {
  VTermScreenCell cell;
  emulator_cell result = {0};
  if (!vterm_screen_get_cell(emulator->screen, (VTermPos){.row = row, .col = column}, &cell)) return result;
  result.is_continuation = cell.chars[0] == (uint32_t)-1;
  if (!result.is_continuation) {
    while (result.count < VTERM_MAX_CHARS_PER_CELL && cell.chars[result.count]) {
      result.scalars[result.count] = cell.chars[result.count];
      result.count++;
    }
  }
  result.width = cell.width;
  result.bold = cell.attrs.bold;
  result.underline = cell.attrs.underline != 0;
  result.reverse = cell.attrs.reverse;
  result.foreground = colour_of(emulator, cell.fg);
  result.background = colour_of(emulator, cell.bg);
  return result;
}

void emulator_cursor(emulator *emulator, int *row, int *column, bool *is_visible) {
  *row = emulator->cursor.row;
  *column = emulator->cursor.col;
  *is_visible = emulator->cursor_is_visible;
}

bool emulator_is_alternate(emulator *emulator) { return emulator->is_alternate; }
