// What the control file orders.
#pragma once
#include "rehearsal_standard.h"

#pragma GCC visibility push(hidden)

enum { path_most = 1024, line_most = 1024, text_most = 512 };

/// A field that a text may be written over.
enum field {
  field_token_label,
  field_token_manufacturer,
  field_token_model,
  field_token_serial,
  field_slot_description,
  field_slot_manufacturer,
  field_library_description,
  field_library_manufacturer,
  field_object_label,
  field_object_id,
  field_object_subject,
  field_object_ec_point,
  field_count
};

struct text {
  bool is_set;
  CK_ULONG length;
  CK_BYTE bytes[text_most];
};

/// A length or count that is not true: as it stands, or so much more or less than the room that the caller gave.
struct lie {
  bool is_told, is_relative;
  CK_ULONG value;
};

/// A line that concerns calls.
struct rule {
  enum { fails, stalls, lies, rule_kinds } kind;
  enum function function;
  /// The first call that it concerns, and how many.
  uint64_t from, times;
  /// Calls that came by since the file was read.
  uint64_t seen;
  bool has_mechanism;
  CK_MECHANISM_TYPE mechanism;
  CK_RV code;
  bool until_released;
  uint64_t microseconds;
  struct lie lie;
};

struct plan {
  char module[path_most];
  /// Passed to the real module in pReserved.
  char initialize[line_most];
  bool has_initialize;
  /// 0.0: as the real module has it.
  CK_VERSION interface;
  bool is_removed;
  CK_ULONG longest_single_part;
  uint64_t pin_tries[2];
  CK_FLAGS flags_on, flags_off;
  bool is_corrupt;
  uint64_t seed, one_in;
  struct text texts[field_count];
  bool null_entries[function_count];
  struct rule *rules;
  size_t rule_count;
  CK_MECHANISM_TYPE *hidden;
  size_t hidden_count;
};

/// Reads a plan from text, which is changed meanwhile. Null with a reason, `line N: …`, where it is not understood.
struct plan *plan_read(char *text, char *reason, size_t room);
void plan_free(struct plan *plan);

bool plan_hides(const struct plan *plan, CK_MECHANISM_TYPE mechanism);

#pragma GCC visibility pop
