// Reads the lines of a control file.
#include "plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const field_names[field_count] = {
    "token-label",         "token-manufacturer",   "token-model",  "token-serial", "slot-description", "slot-manufacturer",
    "library-description", "library-manufacturer", "object-label", "object-id",    "object-subject",
    "object-ec-point",
};

/// Cuts the next word off; empty at the end of the line.
static char *next_word(char **rest) {
  char *word = *rest + strspn(*rest, " \t");
  if (*word == '#') *word = '\0';
  *rest = word + strcspn(word, " \t");
  if (**rest != '\0') *(*rest)++ = '\0';
  return word;
}

static bool has_more(char **rest) {
  *rest += strspn(*rest, " \t");
  return **rest != '\0' && **rest != '#';
}

static bool whole_number(const char *text, uint64_t *value, char **end) {
  if (*text < '0' || *text > '9') return false;
  *value = strtoull(text, end, 0);
  return true;
}

static bool count_read(const char *text, uint64_t *value) {
  char *end;
  return whole_number(text, value, &end) && *end == '\0';
}

static bool size_read(const char *text, CK_ULONG *value) {
  char *end;
  uint64_t number;
  if (!whole_number(text, &number, &end)) return false;
  uint64_t unit = *end == 'K' ? 1024 : *end == 'M' ? 1024 * 1024 : 1;
  if (unit > 1) end++;
  *value = number * unit;
  return *end == '\0';
}

static bool time_read(const char *text, uint64_t *microseconds) {
  static const struct {
    const char *name;
    uint64_t microseconds;
  } units[] = {{"us", 1}, {"ms", 1000}, {"s", 1000000}, {"m", 60000000}};
  char *end;
  uint64_t number;
  if (!whole_number(text, &number, &end)) return false;
  for (size_t unit = 0; unit < sizeof units / sizeof *units; unit++) {
    if (strcmp(end, units[unit].name) != 0) continue;
    *microseconds = number * units[unit].microseconds;
    return true;
  }
  return false;
}

static bool lie_read(const char *text, struct lie *lie) {
  *lie = (struct lie){.is_told = true};
  if (strcmp(text, "-1") == 0) lie->value = ~0UL;
  else if (strcmp(text, "-1/32") == 0) lie->value = 0xFFFFFFFFUL;
  else if (strcmp(text, "huge") == 0) lie->value = 1UL << 62;
  else {
    uint64_t number;
    lie->is_relative = *text == '+' || *text == '-';
    if (!count_read(text + lie->is_relative, &number)) return false;
    lie->value = *text == '-' ? 0 - number : number;
  }
  return true;
}

/// Reads `\n`, `\e`, `\\` and `\xHH`; other bytes stand for themselves.
static bool text_read(const char *source, struct text *text) {
  *text = (struct text){.is_set = true};
  size_t end = strlen(source);
  while (end > 0 && (source[end - 1] == ' ' || source[end - 1] == '\t')) end--;
  for (size_t index = 0; index < end; index++) {
    if (text->length == text_most) return false;
    CK_BYTE byte = (CK_BYTE)source[index];
    if (byte == '\\') {
      char escape = source[++index];
      char digits[3] = {0};
      if (escape == 'x' && index + 2 < end) memcpy(digits, source + index + 1, 2);
      char *digits_end = digits;
      unsigned long value = strtoul(digits, &digits_end, 16);
      if (escape == 'x' && digits_end == digits + 2) {
        byte = (CK_BYTE)value;
        index += 2;
      } else if (escape == 'n') byte = '\n';
      else if (escape == 'e') byte = 0x1B;
      else if (escape == '\\') byte = '\\';
      else return false;
    }
    text->bytes[text->length++] = byte;
  }
  return true;
}

static void *grown(void *array, size_t count, size_t size) {
  void *larger = realloc(array, (count + 1) * size);
  if (larger == NULL) abort();
  return larger;
}

typedef const char *complaint;

/// Reads what may stand behind every line about calls: `from N`, `times N`, `with CKM_X`.
static complaint rule_end(struct plan *plan, struct rule rule, char *rest) {
  rule.from = 1;
  rule.times = UINT64_MAX;
  while (has_more(&rest)) {
    char *word = next_word(&rest), *value = next_word(&rest);
    if (strcmp(word, "from") == 0) {
      if (!count_read(value, &rule.from) || rule.from == 0) return "from needs the number of a call, 1 or more";
    } else if (strcmp(word, "times") == 0) {
      if (!count_read(value, &rule.times)) return "times needs a number";
    } else if (strcmp(word, "with") == 0) {
      if (!mechanism_named(value, &rule.mechanism)) return "with needs the name or number of a mechanism";
      rule.has_mechanism = true;
    } else {
      return "here only from N, times N or with CKM_X may follow";
    }
  }
  plan->rules = grown(plan->rules, plan->rule_count, sizeof rule);
  plan->rules[plan->rule_count++] = rule;
  return NULL;
}

static complaint read_function(struct rule *rule, char **rest) {
  rule->function = function_named(next_word(rest));
  return rule->function == no_function ? "a function's name such as C_Sign, or *, is expected" : NULL;
}

static complaint read_module(struct plan *plan, char *rest) {
  char *path = next_word(&rest);
  if (*path != '/' || strlen(path) >= sizeof plan->module) return "module needs an absolute path";
  strcpy(plan->module, path);
  return NULL;
}

static complaint read_initialize(struct plan *plan, char *rest) {
  rest += strspn(rest, " \t");
  snprintf(plan->initialize, sizeof plan->initialize, "%s", rest);
  plan->has_initialize = true;
  return NULL;
}

static complaint read_interface(struct plan *plan, char *rest) {
  unsigned major, minor;
  if (sscanf(next_word(&rest), "%u.%u", &major, &minor) != 2 || major < 2 || major > 3 || minor > 255)
    return "interface needs a version such as 2.40 or 3.0";
  plan->interface = (CK_VERSION){(CK_BYTE)major, (CK_BYTE)minor};
  return NULL;
}

static complaint read_fail(struct plan *plan, char *rest) {
  struct rule rule = {.kind = fails};
  complaint complaint = read_function(&rule, &rest);
  if (complaint != NULL) return complaint;
  if (!return_code_named(next_word(&rest), &rule.code)) return "fail needs a return code, by name or number";
  return rule_end(plan, rule, rest);
}

static complaint read_refuse_wrap(struct plan *plan, char *rest) {
  struct rule rule = {.kind = fails, .function = F_C_WrapKey, .code = CKR_MECHANISM_INVALID, .has_mechanism = true};
  if (!mechanism_named(next_word(&rest), &rule.mechanism)) return "refuse-wrap needs a mechanism, by name or number";
  return rule_end(plan, rule, rest);
}

static complaint read_stall(struct plan *plan, char *rest) {
  struct rule rule = {.kind = stalls};
  complaint complaint = read_function(&rule, &rest);
  if (complaint != NULL) return complaint;
  char *word = next_word(&rest);
  if (strcmp(word, "until") == 0 && strcmp(next_word(&rest), "released") == 0) rule.until_released = true;
  else if (!time_read(word, &rule.microseconds)) return "a time such as 5ms or 2s, or `until released`, is expected";
  return rule_end(plan, rule, rest);
}

static complaint read_lie(struct plan *plan, char *rest) {
  struct rule rule = {.kind = lies};
  complaint complaint = read_function(&rule, &rest);
  if (complaint != NULL) return complaint;
  if (!lie_read(next_word(&rest), &rule.lie)) return "lie needs a length or count: 7, +1, -1, -1/32 or huge";
  return rule_end(plan, rule, rest);
}

static complaint read_text(struct plan *plan, char *rest) {
  char *name = next_word(&rest);
  for (int field = 0; field < field_count; field++) {
    if (strcmp(name, field_names[field]) != 0) continue;
    rest += strspn(rest, " \t");
    return text_read(rest, &plan->texts[field]) ? NULL : "the text is too long, or has an escape that is not known";
  }
  return "text needs a field such as token-label or object-label";
}

static complaint read_token_flags(struct plan *plan, char *rest) {
  while (has_more(&rest)) {
    char *word = next_word(&rest);
    CK_FLAGS flag;
    if ((*word != '+' && *word != '-') || !token_flag_named(word + 1, &flag))
      return "token-flags needs + or - and a flag's name: +CKF_USER_PIN_FINAL_TRY";
    if (*word == '+') plan->flags_on |= flag;
    else plan->flags_off |= flag;
  }
  return NULL;
}

static complaint read_pin_tries(struct plan *plan, char *rest) {
  if (!count_read(next_word(&rest), &plan->pin_tries[1])) return "pin-tries needs a number";
  plan->pin_tries[0] = plan->pin_tries[1];
  if (has_more(&rest) && !count_read(next_word(&rest), &plan->pin_tries[0])) return "pin-tries needs numbers";
  return NULL;
}

static complaint read_limit(struct plan *plan, char *rest) {
  return size_read(next_word(&rest), &plan->longest_single_part) ? NULL : "limit-single-part needs a size such as 16K";
}

static complaint read_without(struct plan *plan, char *rest) {
  CK_MECHANISM_TYPE mechanism;
  if (!mechanism_named(next_word(&rest), &mechanism)) return "without needs a mechanism, by name or number";
  plan->hidden = grown(plan->hidden, plan->hidden_count, sizeof mechanism);
  plan->hidden[plan->hidden_count++] = mechanism;
  return NULL;
}

static complaint read_null_entry(struct plan *plan, char *rest) {
  enum function function = function_named(next_word(&rest));
  if (function >= function_count) return "null-entry needs a function's name";
  plan->null_entries[function] = true;
  return NULL;
}

static complaint read_removed(struct plan *plan, char *rest) {
  plan->is_removed = true;
  return has_more(&rest) ? "removed stands alone" : NULL;
}

static complaint read_corrupt(struct plan *plan, char *rest) {
  plan->is_corrupt = true;
  plan->one_in = 1;
  if (!count_read(next_word(&rest), &plan->seed)) return "corrupt needs a number to begin with";
  if (!has_more(&rest)) return NULL;
  if (strcmp(next_word(&rest), "one-in") != 0 || !count_read(next_word(&rest), &plan->one_in) || plan->one_in == 0)
    return "here only one-in N may follow";
  return NULL;
}

static const struct {
  const char *word;
  complaint (*read)(struct plan *plan, char *rest);
} commands[] = {
    {"module", read_module},
    {"initialize", read_initialize},
    {"interface", read_interface},
    {"fail", read_fail},
    {"stall", read_stall},
    {"delay", read_stall},
    {"lie", read_lie},
    {"text", read_text},
    {"token-flags", read_token_flags},
    {"pin-tries", read_pin_tries},
    {"limit-single-part", read_limit},
    {"without", read_without},
    {"refuse-wrap", read_refuse_wrap},
    {"null-entry", read_null_entry},
    {"removed", read_removed},
    {"corrupt", read_corrupt},
};

static complaint read_line(struct plan *plan, char *line) {
  char *rest = line;
  char *word = next_word(&rest);
  if (*word == '\0') return NULL;
  for (size_t index = 0; index < sizeof commands / sizeof *commands; index++)
    if (strcmp(word, commands[index].word) == 0) return commands[index].read(plan, rest);
  return "this command is not known";
}

struct plan *plan_read(char *text, char *reason, size_t room) {
  struct plan *plan = calloc(1, sizeof *plan);
  if (plan == NULL) abort();
  int number = 0;
  for (char *line; (line = strsep(&text, "\n")) != NULL;) {
    number++;
    complaint complaint = strlen(line) < line_most ? read_line(plan, line) : "the line is too long";
    if (complaint == NULL) continue;
    snprintf(reason, room, "line %d: %s", number, complaint);
    plan_free(plan);
    return NULL;
  }
  if (*plan->module == '\0') {
    snprintf(reason, room, "it names no module: a line `module /path/to/the/real/one.so` is needed");
    plan_free(plan);
    return NULL;
  }
  return plan;
}

void plan_free(struct plan *plan) {
  if (plan == NULL) return;
  free(plan->rules);
  free(plan->hidden);
  free(plan);
}

bool plan_hides(const struct plan *plan, CK_MECHANISM_TYPE mechanism) {
  for (size_t index = 0; index < plan->hidden_count; index++)
    if (plan->hidden[index] == mechanism) return true;
  return false;
}
