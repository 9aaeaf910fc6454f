// The sessions that are open, so that those left over are counted.
#pragma once
#include "call.h"

#pragma GCC visibility push(hidden)

/// Takes note of what a call that the real module answered opened, closed, made and destroyed. The caller holds the lock.
void sessions_note(const struct call *call, CK_RV code);
/// Closes all sessions with the real module, as a token does that is removed. No call is inside it.
void sessions_close_all(void);
/// Forgets all of them: the module was finalised.
void sessions_forget(void);

#pragma GCC visibility pop
