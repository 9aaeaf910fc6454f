// A call on its way to the real module: what the table of functions says of it, and what was decided for it.
#pragma once
#include "plan.h"
#include "rehearsal_standard.h"

#pragma GCC visibility push(hidden)

enum { attributes_most = 64 };

/// How an answer is to be broken at random; drawn when the call begins.
enum breakage { intact, wrong_code, no_answer, code_after_answer, wrong_length, wrong_bytes };

struct call {
  enum function function;

  // From the table of functions. What a function does not have is null or 0.
  bool takes_session, takes_slot;
  CK_SESSION_HANDLE session;
  CK_SLOT_ID slot;
  const CK_MECHANISM *mechanism;
  /// The length of an input that comes in one piece.
  CK_ULONG single_part;
  CK_BYTE *output;
  CK_ULONG *output_length;
  CK_ULONG *list, *list_count;
  CK_BBOOL with_token;
  /// Where the handle of a session or an object is written.
  CK_ULONG *made, *second;
  CK_ATTRIBUTE *attributes;
  CK_ULONG attribute_count;
  void *info;
  size_t info_size;
  CK_USER_TYPE user;

  /// The room for output or list, in bytes or entries, as the caller gave it.
  CK_ULONG room;
  CK_ULONG attribute_rooms[attributes_most];
  struct lie lie;
  enum breakage breakage;
  uint64_t randomness;
};

/// Takes a call in: counts it, waits where it is to be slow or to hang, and decides.
///
/// Returns true when it is answered here, with `code`; else the real module is to be asked and `call_ends` to be called.
bool call_begins(struct call *call, CK_RV *code);

/// Takes the real module's answer, and returns the one that the caller gets.
CK_RV call_ends(struct call *call, CK_RV code);

/// Makes the answer say what the lie wants: lengths and counts that are not true. Nothing is written past the room.
void lie_about_lengths(const struct call *call, struct lie lie);

/// Breaks an answer as it was drawn.
CK_RV break_answer(struct call *call, CK_RV code);

/// Writes texts and flags over the answers of C_Get…Info and C_GetAttributeValue, and marks them as a rehearsal's.
CK_RV rewrite_texts(const struct plan *plan, struct call *call, CK_RV code);

/// Takes hidden mechanisms and the slots of a removed token out of a list.
CK_RV shorten_list(const struct plan *plan, const struct call *call, CK_RV code);

#pragma GCC visibility pop
