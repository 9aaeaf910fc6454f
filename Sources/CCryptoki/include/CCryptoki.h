// The Cryptoki header of libsofthsm2-dev (PKCS#11 2.40), what it lacks, and the mutex functions given to C_Initialize.
//
// The header declares C_Initialize and its sisters as functions too. Nothing here links them: a module's functions are
// reached through the list that the module hands out, never by these names.
#pragma once
#include <softhsm/pkcs11.h>

// The header writes this one with a cast, which Swift does not import.
#undef CK_UNAVAILABLE_INFORMATION
#define CK_UNAVAILABLE_INFORMATION (~0UL)

#include "CCryptokiAdditions.h"

/// Sets the four mutex functions in `arguments`. They are C, since a driver may call them fifty times an operation, and
/// from its static destructors after `main` has returned.
void claviger_set_mutex_functions(CK_C_INITIALIZE_ARGS *arguments);

/// The arguments of C_Initialize with the one field more that NSS reads behind pReserved.
typedef struct claviger_initialize_arguments {
  CK_C_INITIALIZE_ARGS standard;
  void *nss_library_parameters_end;
} claviger_initialize_arguments;
