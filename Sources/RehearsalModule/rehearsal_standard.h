// The standard's types and names, the functions as numbers, and the real module behind this one.
#pragma once
#include <CCryptoki.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Only what a module must export is seen from outside.
#pragma GCC visibility push(hidden)

enum function {
#define FUNCTION(name, ...) F_##name,
#include "functions.h"
  // These are not passed on by the table: see interfaces.c.
  F_C_GetFunctionList,
  F_C_GetInterfaceList,
  F_C_GetInterface,
  F_C_LoginUser,
  F_C_SessionCancel,
  function_count,
  every_function,
  no_function
};

extern const char *const function_names[function_count];

/// The number of a function's name; `*` is every function.
enum function function_named(const char *name);
/// Each reads a standard name or a number, decimal or 0x….
bool return_code_named(const char *name, CK_RV *code);
bool mechanism_named(const char *name, CK_MECHANISM_TYPE *mechanism);
bool token_flag_named(const char *name, CK_FLAGS *flag);
/// A return code of the standard, chosen by any number.
CK_RV some_return_code(uint64_t number);

/// The real module's functions; null until it was loaded.
struct real_module {
  CK_FUNCTION_LIST *functions;
  /// The list of 3.0, where the real module has one.
  claviger_function_list_3_0 *functions_3_0;
};
extern struct real_module real;

/// Loads the real module unless that was done. On failure writes the reason.
bool real_load(const char *path, char *reason, size_t room);

/// Ends what the real module has under way in a session, as a failing call does.
void end_operation(enum function function, CK_SESSION_HANDLE session);

/// Lets go of the real module; it was finalised, and no call is inside.
void real_unload(void);

#pragma GCC visibility pop
