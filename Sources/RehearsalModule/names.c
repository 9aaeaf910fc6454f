// The standard's names as the control file has them, and what they stand for.
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "rehearsal_standard.h"

struct name {
  const char *name;
  CK_ULONG value;
};

#define NAME(name) {#name, name},

static const struct name return_codes[] = {
#include "return_code_names.h"
};

static const struct name mechanisms[] = {
#include "mechanism_names.h"
};

static const struct name token_flags[] = {
    NAME(CKF_RNG) NAME(CKF_WRITE_PROTECTED) NAME(CKF_LOGIN_REQUIRED) NAME(CKF_USER_PIN_INITIALIZED)
    NAME(CKF_RESTORE_KEY_NOT_NEEDED) NAME(CKF_CLOCK_ON_TOKEN) NAME(CKF_PROTECTED_AUTHENTICATION_PATH)
    NAME(CKF_DUAL_CRYPTO_OPERATIONS) NAME(CKF_TOKEN_INITIALIZED) NAME(CKF_SECONDARY_AUTHENTICATION)
    NAME(CKF_USER_PIN_COUNT_LOW) NAME(CKF_USER_PIN_FINAL_TRY) NAME(CKF_USER_PIN_LOCKED)
    NAME(CKF_USER_PIN_TO_BE_CHANGED) NAME(CKF_SO_PIN_COUNT_LOW) NAME(CKF_SO_PIN_FINAL_TRY) NAME(CKF_SO_PIN_LOCKED)
    NAME(CKF_SO_PIN_TO_BE_CHANGED) NAME(CKF_ERROR_STATE)
};

const char *const function_names[function_count] = {
#define FUNCTION(name, ...) #name,
#include "functions.h"
    "C_GetFunctionList", "C_GetInterfaceList", "C_GetInterface", "C_LoginUser", "C_SessionCancel",
};

enum function function_named(const char *name) {
  if (strcmp(name, "*") == 0) return every_function;
  for (int function = 0; function < function_count; function++)
    if (strcmp(name, function_names[function]) == 0) return (enum function)function;
  return no_function;
}

static bool number_read(const char *text, CK_ULONG *value) {
  if (*text < '0' || *text > '9') return false;
  char *end;
  *value = strtoul(text, &end, 0);
  return *end == '\0';
}

static bool value_named(const struct name *names, size_t count, const char *name, CK_ULONG *value) {
  if (number_read(name, value)) return true;
  for (size_t index = 0; index < count; index++) {
    if (strcasecmp(name, names[index].name) != 0) continue;
    *value = names[index].value;
    return true;
  }
  return false;
}

#define COUNT(array) (sizeof(array) / sizeof *(array))

bool return_code_named(const char *name, CK_RV *code) {
  return value_named(return_codes, COUNT(return_codes), name, code);
}

bool mechanism_named(const char *name, CK_MECHANISM_TYPE *mechanism) {
  return value_named(mechanisms, COUNT(mechanisms), name, mechanism);
}

bool token_flag_named(const char *name, CK_FLAGS *flag) {
  return value_named(token_flags, COUNT(token_flags), name, flag);
}

CK_RV some_return_code(uint64_t number) { return return_codes[number % COUNT(return_codes)].value; }
