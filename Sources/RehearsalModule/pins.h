// A counter of wrong PINs in place of the token's: SoftHSM has none.
#pragma once
#include "call.h"

#pragma GCC visibility push(hidden)

/// Whether the PIN that a login takes is locked.
bool pin_is_locked(const struct plan *plan, const struct call *call);
void pin_note(const struct call *call, CK_RV code);
/// The flags of CK_TOKEN_INFO that warn of wrong PINs.
CK_FLAGS pin_flags(const struct plan *plan);

#pragma GCC visibility pop
