// The control file: found, trusted, read, read anew.
#pragma once
#include "plan.h"

#pragma GCC visibility push(hidden)

/// Takes the control file that CLAVIGER_REHEARSAL names.
void control_from_environment(void);
/// Takes the control file that pReserved names: `control=/path`. False where it says something else.
bool control_from_reserved(const char *text);

/// Whether a control file was named.
bool control_is_named(void);

/// The plan in force, read anew if the file changed; null where there is none. The caller holds the lock.
///
/// A changed file that cannot be understood or trusted is complained of once, and the plan before it goes on.
struct plan *control_plan(void);

/// Lets go of the plan and its file.
void control_forget(void);

/// Raised each time that a plan comes into force.
uint64_t control_generation(void);

/// Says something on standard error, where a driver's library prints.
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

#pragma GCC visibility pop
