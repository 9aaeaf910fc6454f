#include <dlfcn.h>
#include <stdio.h>

#include "rehearsal_standard.h"

struct real_module real;
static void *library;

bool real_load(const char *path, char *reason, size_t room) {
  if (real.functions != NULL) return true;
  if (library == NULL) library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) {
    snprintf(reason, room, "%s", dlerror());
    return false;
  }
  CK_C_GetFunctionList get = (CK_C_GetFunctionList)dlsym(library, "C_GetFunctionList");
  CK_FUNCTION_LIST *list = NULL;
  if (get == NULL || get(&list) != CKR_OK || list == NULL) {
    snprintf(reason, room, "%s gives no function list", path);
    return false;
  }
  claviger_get_interface get_interface = (claviger_get_interface)dlsym(library, "C_GetInterface");
  claviger_interface *interface = NULL;
  CK_VERSION wanted = {3, 0};
  if (get_interface != NULL && get_interface((unsigned char *)"PKCS 11", &wanted, &interface, 0) == CKR_OK &&
      interface != NULL)
    real.functions_3_0 = interface->function_list;
  real.functions = list;
  return true;
}

/// Lets go of the real module together with this one, so that loading anew is loading anew. One that was not finalised
/// may have threads of its own, and stays.
void real_unload(void) {
  if (library != NULL) dlclose(library);
  library = NULL;
  real = (struct real_module){0};
}

/// The real module's answer is of no interest: what was under way is over either way.
void end_operation(enum function function, CK_SESSION_HANDLE session) {
  CK_BYTE scratch[1 << 13];
  CK_ULONG length = sizeof scratch;
  CK_FUNCTION_LIST *list = real.functions;
  switch (function) {
    case F_C_Encrypt:
    case F_C_EncryptUpdate:
    case F_C_EncryptFinal:
    case F_C_DigestEncryptUpdate:
    case F_C_SignEncryptUpdate: list->C_EncryptFinal(session, scratch, &length); break;
    case F_C_Decrypt:
    case F_C_DecryptUpdate:
    case F_C_DecryptFinal:
    case F_C_DecryptDigestUpdate:
    case F_C_DecryptVerifyUpdate: list->C_DecryptFinal(session, scratch, &length); break;
    case F_C_Digest:
    case F_C_DigestUpdate:
    case F_C_DigestKey:
    case F_C_DigestFinal: list->C_DigestFinal(session, scratch, &length); break;
    case F_C_Sign:
    case F_C_SignUpdate:
    case F_C_SignFinal: list->C_SignFinal(session, scratch, &length); break;
    case F_C_Verify:
    case F_C_VerifyUpdate:
    case F_C_VerifyFinal: list->C_VerifyFinal(session, scratch, 64); break;
    case F_C_SignRecover: list->C_SignRecover(session, scratch, 1, scratch, &length); break;
    case F_C_VerifyRecover: list->C_VerifyRecover(session, scratch, 1, scratch, &length); break;
    default: break;
  }
}
