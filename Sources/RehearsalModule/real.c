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

/// The answers are of no interest: what was under way is to be over. SoftHSM does not end in parts what has not had a
/// part yet, nor what cannot be done in parts; one byte as the whole of it then does.
void end_operation(enum function function, CK_SESSION_HANDLE session) {
  CK_BYTE bytes[1 << 13] = {0};
  CK_ULONG length = sizeof bytes, room = sizeof bytes;
  CK_FUNCTION_LIST *list = real.functions;
  switch (function) {
    case F_C_Encrypt:
    case F_C_EncryptUpdate:
    case F_C_EncryptFinal:
    case F_C_DigestEncryptUpdate:
    case F_C_SignEncryptUpdate:
      if (list->C_EncryptFinal(session, bytes, &length) != CKR_OK) list->C_Encrypt(session, bytes, 1, bytes, &room);
      break;
    case F_C_Decrypt:
    case F_C_DecryptUpdate:
    case F_C_DecryptFinal:
    case F_C_DecryptDigestUpdate:
    case F_C_DecryptVerifyUpdate:
      if (list->C_DecryptFinal(session, bytes, &length) != CKR_OK) list->C_Decrypt(session, bytes, 1, bytes, &room);
      break;
    case F_C_Digest:
    case F_C_DigestUpdate:
    case F_C_DigestKey:
    case F_C_DigestFinal:
      if (list->C_DigestFinal(session, bytes, &length) != CKR_OK) list->C_Digest(session, bytes, 1, bytes, &room);
      break;
    case F_C_Sign:
    case F_C_SignUpdate:
    case F_C_SignFinal:
      if (list->C_SignFinal(session, bytes, &length) != CKR_OK) list->C_Sign(session, bytes, 1, bytes, &room);
      break;
    case F_C_Verify:
    case F_C_VerifyUpdate:
    case F_C_VerifyFinal:
      if (list->C_VerifyFinal(session, bytes, 64) != CKR_OK) list->C_Verify(session, bytes, 1, bytes, 64);
      break;
    case F_C_SignRecover: list->C_SignRecover(session, bytes, 1, bytes, &length); break;
    case F_C_VerifyRecover: list->C_VerifyRecover(session, bytes, 1, bytes, &length); break;
    default: break;
  }
}
