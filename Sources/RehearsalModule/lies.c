// Answers that are not true: lengths and counts that were ordered, and everything else at random.
#include <string.h>

#include "call.h"
#include "counts.h"

static CK_ULONG told(struct lie lie, CK_ULONG room) { return lie.is_relative ? room + lie.value : lie.value; }

void lie_about_lengths(const struct call *call, struct lie lie) {
  if (!lie.is_told) return;
  if (call->output_length != NULL) *call->output_length = told(lie, call->room);
  if (call->list_count != NULL) *call->list_count = told(lie, call->room);
  for (CK_ULONG index = 0; index < call->attribute_count && index < attributes_most; index++)
    call->attributes[index].ulValueLen = told(lie, call->attribute_rooms[index]);
}

/// The next number of a sequence that looks random (SplitMix64).
static uint64_t next(uint64_t *state) {
  uint64_t number = *state += 0x9E3779B97F4A7C15;
  number = (number ^ number >> 30) * 0xBF58476D1CE4E5B9;
  number = (number ^ number >> 27) * 0x94D049BB133111EB;
  return number ^ number >> 31;
}

static CK_ULONG odd_number(uint64_t *state) {
  static const CK_ULONG numbers[] = {0, 1, 7, 8, 9, 255, 4096, 1UL << 31, 0xFFFFFFFF, 1UL << 62, ~0UL >> 1, ~0UL};
  uint64_t choice = next(state);
  if (choice % 16 >= sizeof numbers / sizeof *numbers) return next(state);
  return numbers[choice % 16];
}

static struct lie some_lie(uint64_t *state) {
  struct lie lie = {.is_told = true, .value = odd_number(state)};
  if (next(state) % 2 == 0) lie = (struct lie){.is_told = true, .is_relative = true, .value = next(state) % 5 - 2};
  return lie;
}

static void scramble(void *bytes, size_t length, uint64_t *state) {
  if (bytes == NULL || length == 0) return;
  CK_BYTE *byte = bytes;
  // A few bytes, or all of them.
  uint64_t changes = next(state) % 2 == 0 ? 1 + next(state) % 8 : length;
  for (uint64_t change = 0; change < changes && change < 1 << 16; change++)
    byte[changes == length ? change : next(state) % length] = (CK_BYTE)next(state);
}

static void scramble_answer(struct call *call, uint64_t *state) {
  scramble(call->info, call->info_size, state);
  if (call->output != NULL) scramble(call->output, call->room, state);
  if (call->list != NULL) scramble(call->list, call->room * sizeof *call->list, state);
  if (call->made != NULL) *call->made = odd_number(state);
  if (call->second != NULL) *call->second = odd_number(state);
  for (CK_ULONG index = 0; index < call->attribute_count && index < attributes_most; index++) {
    CK_ATTRIBUTE *attribute = &call->attributes[index];
    if (next(state) % 2 == 0) continue;
    if (attribute->pValue != NULL) scramble(attribute->pValue, call->attribute_rooms[index], state);
    if (next(state) % 2 == 0) attribute->ulValueLen = told(some_lie(state), call->attribute_rooms[index]);
  }
}

CK_RV break_answer(struct call *call, CK_RV code) {
  if (call->breakage == intact) return code;
  gauge_add(gauge_broken, 1);
  uint64_t state = call->randomness;
  switch (call->breakage) {
    case wrong_code: return next(&state) % 4 == 0 ? odd_number(&state) : some_return_code(next(&state));
    case no_answer: return CKR_OK;
    case code_after_answer: return some_return_code(next(&state));
    case wrong_length: lie_about_lengths(call, some_lie(&state)); return code;
    default: scramble_answer(call, &state); return code;
  }
}
