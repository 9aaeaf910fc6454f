// The functions that callers reach: the list of 2.40, and where it is wanted the list of 3.0.
#include <string.h>

#include "call.h"
#include "control.h"
#include "lock.h"

#define EXPORTED __attribute__((visibility("default")))

// Asks the real module, unless the call is answered before.
#define FUNCTION(name, parameters, arguments, ...)                           \
  static CK_RV rehearse_##name parameters {                                  \
    struct call call = {.function = F_##name, __VA_ARGS__};                  \
    CK_RV code;                                                              \
    if (call_begins(&call, &code)) return code;                              \
    code = real.functions->name == NULL ? (CK_RV)CKR_FUNCTION_NOT_SUPPORTED  \
                                        : real.functions->name arguments;    \
    return call_ends(&call, code);                                           \
  }
#include "functions.h"

static CK_FUNCTION_LIST list;

/// The list of 3.0. Its functions for messages have no line in the table: they are not offered.
static struct {
  claviger_function_list_3_0 beginning;
  CK_RV (*messages[20])(void);
} list_3_0;

static CK_RV not_supported(void) { return CKR_FUNCTION_NOT_SUPPORTED; }

static CK_RV login_user(CK_SESSION_HANDLE session, CK_USER_TYPE user, unsigned char *pin, CK_ULONG pin_length,
                        unsigned char *name, CK_ULONG name_length) {
  struct call call = {.function = F_C_LoginUser, .takes_session = true, .session = session, .user = user};
  CK_RV code;
  if (call_begins(&call, &code)) return code;
  // A real module of 2.40 knows no names: there any name is right.
  if (real.functions_3_0 == NULL) code = real.functions->C_Login(session, user, pin, pin_length);
  else code = real.functions_3_0->C_LoginUser(session, user, pin, pin_length, name, name_length);
  return call_ends(&call, code);
}

static CK_RV session_cancel(CK_SESSION_HANDLE session, CK_FLAGS flags) {
  struct call call = {.function = F_C_SessionCancel, .takes_session = true, .session = session};
  CK_RV code;
  if (call_begins(&call, &code)) return code;
  code = CKR_OK;
  if (real.functions_3_0 != NULL) code = real.functions_3_0->C_SessionCancel(session, flags);
  else {
    if (flags & CKF_ENCRYPT) end_operation(F_C_Encrypt, session);
    if (flags & CKF_DECRYPT) end_operation(F_C_Decrypt, session);
    if (flags & CKF_DIGEST) end_operation(F_C_Digest, session);
    if (flags & CKF_SIGN) end_operation(F_C_Sign, session);
    if (flags & CKF_VERIFY) end_operation(F_C_Verify, session);
  }
  return call_ends(&call, code);
}

static CK_RV initialize(void *arguments);

/// Fills the lists as the plan wants them. The caller holds the lock.
static void fill_lists(const struct plan *plan) {
  bool nothing[function_count] = {false};
  const bool *is_null = plan == NULL ? nothing : plan->null_entries;
  list.version = plan != NULL && plan->interface.major == 2 ? plan->interface : (CK_VERSION){2, 40};
#define FUNCTION(name, ...) list.name = is_null[F_##name] ? NULL : rehearse_##name;
#include "functions.h"
  if (list.C_Initialize != NULL) list.C_Initialize = initialize;
  list.C_GetFunctionList = C_GetFunctionList;
  for (size_t index = 0; index < sizeof list_3_0.messages / sizeof *list_3_0.messages; index++)
    list_3_0.messages[index] = not_supported;
}

/// Loads the real module as the plan says. The caller holds the lock.
static CK_RV prepare(void) {
  const struct plan *plan = control_plan();
  if (plan == NULL) {
    if (!control_is_named()) complain("no control file: set CLAVIGER_REHEARSAL, or `initialize: control=/path`");
    return CKR_ARGUMENTS_BAD;
  }
  char reason[1024];
  if (!real_load(plan->module, reason, sizeof reason)) {
    complain("the real module cannot be loaded: %s", reason);
    return CKR_GENERAL_ERROR;
  }
  fill_lists(plan);
  return CKR_OK;
}

static CK_RV initialize(void *arguments) {
  claviger_initialize_arguments passed = {0};
  CK_C_INITIALIZE_ARGS *given = arguments;
  char reserved[line_most];
  pthread_mutex_lock(&rehearsal_lock);
  control_from_environment();
  if (given != NULL && control_from_reserved(given->pReserved)) {
    // That text was for this module; the real one gets its own.
    passed.standard = *given;
    passed.standard.pReserved = NULL;
    arguments = &passed;
  }
  CK_RV code = prepare();
  if (code == CKR_OK && arguments == &passed && control_plan()->has_initialize) {
    strcpy(reserved, control_plan()->initialize);
    passed.standard.pReserved = reserved;
  }
  pthread_mutex_unlock(&rehearsal_lock);
  return code == CKR_OK ? rehearse_C_Initialize(arguments) : code;
}

/// Takes up the control file that the environment names, and hears what it says of a function that hands out lists.
static CK_RV hand_out(enum function function) {
  pthread_mutex_lock(&rehearsal_lock);
  control_from_environment();
  bool is_named = control_is_named();
  CK_RV code = CKR_OK;
  if (is_named) code = prepare();
  else fill_lists(NULL);
  pthread_mutex_unlock(&rehearsal_lock);
  if (code != CKR_OK || !is_named) return code;
  struct call call = {.function = function};
  return call_begins(&call, &code) ? code : call_ends(&call, CKR_OK);
}

EXPORTED CK_RV C_GetFunctionList(CK_FUNCTION_LIST **answer) {
  CK_RV code = answer == NULL ? (CK_RV)CKR_ARGUMENTS_BAD : hand_out(F_C_GetFunctionList);
  if (code == CKR_OK) *answer = &list;
  return code;
}

static CK_RV get_interface(unsigned char *name, CK_VERSION *version, claviger_interface **answer, CK_FLAGS flags);
static CK_RV get_interface_list(claviger_interface *answer, unsigned long *count);

static claviger_interface interfaces[] = {{"PKCS 11", &list_3_0, 0}, {"PKCS 11", &list, 0}};

/// Whether the list of 3.0 is to be had: where the plan says so, else where the real module has it.
static bool offers_3_0(void) {
  pthread_mutex_lock(&rehearsal_lock);
  const struct plan *plan = control_plan();
  bool offers = plan != NULL && (plan->interface.major == 0 ? real.functions_3_0 != NULL : plan->interface.major == 3);
  list_3_0.beginning = (claviger_function_list_3_0){list, get_interface_list, get_interface, login_user, session_cancel};
  list_3_0.beginning.standard.version = (CK_VERSION){3, 0};
  pthread_mutex_unlock(&rehearsal_lock);
  return offers;
}

static CK_RV get_interface_list(claviger_interface *answer, unsigned long *count) {
  CK_RV code = count == NULL ? (CK_RV)CKR_ARGUMENTS_BAD : hand_out(F_C_GetInterfaceList);
  if (code != CKR_OK) return code;
  if (!offers_3_0()) return CKR_FUNCTION_NOT_SUPPORTED;
  unsigned long room = *count;
  *count = sizeof interfaces / sizeof *interfaces;
  if (answer == NULL) return CKR_OK;
  if (room < *count) return CKR_BUFFER_TOO_SMALL;
  memcpy(answer, interfaces, sizeof interfaces);
  return CKR_OK;
}

static CK_RV get_interface(unsigned char *name, CK_VERSION *version, claviger_interface **answer, CK_FLAGS flags) {
  CK_RV code = answer == NULL ? (CK_RV)CKR_ARGUMENTS_BAD : hand_out(F_C_GetInterface);
  if (code != CKR_OK) return code;
  if (!offers_3_0() || flags != 0 || (name != NULL && strcmp((char *)name, interfaces[0].name) != 0))
    return CKR_FUNCTION_NOT_SUPPORTED;
  for (size_t index = 0; index < sizeof interfaces / sizeof *interfaces; index++) {
    const CK_VERSION *offered = interfaces[index].function_list;
    if (version != NULL && (version->major != offered->major || version->minor != offered->minor)) continue;
    *answer = &interfaces[index];
    return CKR_OK;
  }
  return CKR_FUNCTION_NOT_SUPPORTED;
}

// Without a declaration in the header of 2.40.
EXPORTED CK_RV C_GetInterfaceList(claviger_interface *answer, unsigned long *count);
EXPORTED CK_RV C_GetInterface(unsigned char *name, CK_VERSION *version, claviger_interface **answer, CK_FLAGS flags);

CK_RV C_GetInterfaceList(claviger_interface *answer, unsigned long *count) { return get_interface_list(answer, count); }

CK_RV C_GetInterface(unsigned char *name, CK_VERSION *version, claviger_interface **answer, CK_FLAGS flags) {
  return get_interface(name, version, answer, flags);
}
