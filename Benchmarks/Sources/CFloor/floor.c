#define _GNU_SOURCE
#include "CFloor.h"

#define CRYPTOKI_COMPAT 1
#include <dlfcn.h>
#include <softhsm/pkcs11.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef const CK_FUNCTION_LIST *list_pointer;

static uint64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

const void *floor_functions(const char *path) {
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) return NULL;
  CK_C_GetFunctionList get = (CK_C_GetFunctionList)dlsym(library, "C_GetFunctionList");
  CK_FUNCTION_LIST_PTR list = NULL;
  return get != NULL && get(&list) == CKR_OK ? list : NULL;
}

unsigned long floor_open_session(const void *functions, unsigned long slot) {
  CK_SESSION_HANDLE session = 0;
  ((list_pointer)functions)->C_OpenSession(slot, CKF_SERIAL_SESSION, NULL, NULL, &session);
  return session;
}

void floor_close_session(const void *functions, unsigned long session) {
  ((list_pointer)functions)->C_CloseSession(session);
}

static int round_trip(
    list_pointer list, CK_SESSION_HANDLE session, CK_OBJECT_HANDLE key, uint64_t number, CK_BYTE *text, size_t size,
    CK_BYTE *sealed, CK_BYTE *opened) {
  CK_BYTE iv[16] = {0};
  memcpy(iv, &number, sizeof number);
  CK_MECHANISM mechanism = {CKM_AES_CBC_PAD, iv, sizeof iv};
  CK_ULONG sealed_size = size + 16, opened_size = size + 16;
  return list->C_EncryptInit(session, &mechanism, key) == CKR_OK &&
         list->C_Encrypt(session, text, size, sealed, &sealed_size) == CKR_OK &&
         list->C_DecryptInit(session, &mechanism, key) == CKR_OK &&
         list->C_Decrypt(session, sealed, sealed_size, opened, &opened_size) == CKR_OK && opened_size == size &&
         memcmp(text, opened, size) == 0;
}

uint64_t floor_round_trips(
    const void *functions, unsigned long session, unsigned long key, size_t size, uint64_t nanoseconds) {
  CK_BYTE *room = malloc(3 * size + 32);
  if (room == NULL) return 0;
  memset(room, 0x5A, size);
  uint64_t pairs = 0, end = now() + nanoseconds;
  while (now() < end) {
    if (!round_trip(functions, session, key, pairs, room, size, room + size, room + 2 * size + 16)) {
      pairs = 0;
      break;
    }
    pairs++;
  }
  free(room);
  return pairs;
}

enum { most_handles = 256, attributes = 12, longest = 256 };

static const CK_ATTRIBUTE_TYPE types[attributes] = {
    CKA_CLASS,     CKA_KEY_TYPE, CKA_LABEL, CKA_ID,         CKA_VALUE_LEN,  CKA_TOKEN,
    CKA_SENSITIVE, CKA_EXTRACTABLE, CKA_ENCRYPT, CKA_DECRYPT, CKA_START_DATE, CKA_END_DATE,
};

static int read_one(list_pointer list, CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_BYTE *room) {
  CK_ATTRIBUTE asked[attributes];
  for (int index = 0; index < attributes; index++) {
    asked[index] = (CK_ATTRIBUTE){types[index], room + index * longest, longest};
  }
  return list->C_GetAttributeValue(session, object, asked, attributes) == CKR_OK;
}

uint64_t floor_list(const void *functions, unsigned long session) {
  list_pointer list = functions;
  CK_OBJECT_CLASS class = CKO_SECRET_KEY;
  CK_KEY_TYPE type = CKK_AES;
  CK_ATTRIBUTE wanted[] = {{CKA_CLASS, &class, sizeof class}, {CKA_KEY_TYPE, &type, sizeof type}};
  if (list->C_FindObjectsInit(session, wanted, 2) != CKR_OK) return 0;
  CK_OBJECT_HANDLE *handles = NULL;
  uint64_t found = 0;
  for (CK_ULONG count = 1; count > 0; found += count) {
    CK_OBJECT_HANDLE *larger = realloc(handles, (found + most_handles) * sizeof *handles);
    if (larger == NULL) break;
    handles = larger;
    if (list->C_FindObjects(session, handles + found, most_handles, &count) != CKR_OK) break;
  }
  list->C_FindObjectsFinal(session);
  CK_BYTE room[attributes * longest];
  uint64_t read = 0;
  while (read < found && read_one(list, session, handles[read], room)) read++;
  free(handles);
  return read == found ? read : 0;
}

enum { longest_wrapped = 2048 };

static int export_one(list_pointer list, CK_SESSION_HANDLE session, const uint8_t *modulus, size_t length) {
  static CK_BYTE curve[] = {0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07};
  static CK_BYTE exponent[] = {1, 0, 1};
  static CK_BBOOL yes = CK_TRUE, no = CK_FALSE;
  static CK_ULONG aes_length = 32;
  static CK_OBJECT_CLASS class = CKO_PUBLIC_KEY;
  static CK_KEY_TYPE type = CKK_RSA;
  CK_ATTRIBUTE public_half[] = {
      {CKA_TOKEN, &no, sizeof no}, {CKA_VERIFY, &yes, sizeof yes}, {CKA_EC_PARAMS, curve, sizeof curve}};
  CK_ATTRIBUTE private_half[] = {
      {CKA_TOKEN, &no, sizeof no},
      {CKA_PRIVATE, &yes, sizeof yes},
      {CKA_SENSITIVE, &yes, sizeof yes},
      {CKA_EXTRACTABLE, &yes, sizeof yes},
      {CKA_SIGN, &yes, sizeof yes}};
  CK_ATTRIBUTE aes[] = {
      {CKA_TOKEN, &no, sizeof no},
      {CKA_PRIVATE, &yes, sizeof yes},
      {CKA_SENSITIVE, &yes, sizeof yes},
      {CKA_EXTRACTABLE, &yes, sizeof yes},
      {CKA_WRAP, &yes, sizeof yes},
      {CKA_VALUE_LEN, &aes_length, sizeof aes_length}};
  CK_ATTRIBUTE transport[] = {
      {CKA_CLASS, &class, sizeof class},
      {CKA_KEY_TYPE, &type, sizeof type},
      {CKA_TOKEN, &no, sizeof no},
      {CKA_WRAP, &yes, sizeof yes},
      {CKA_MODULUS, (void *)modulus, length},
      {CKA_PUBLIC_EXPONENT, exponent, sizeof exponent}};
  CK_MECHANISM pair_generation = {CKM_EC_KEY_PAIR_GEN, NULL, 0}, aes_generation = {CKM_AES_KEY_GEN, NULL, 0};
  CK_MECHANISM outer = {CKM_RSA_PKCS, NULL, 0}, inner = {CKM_AES_KEY_WRAP_PAD, NULL, 0};
  CK_OBJECT_HANDLE objects[4];
  CK_BYTE wrapped[longest_wrapped];
  CK_ULONG outer_size = sizeof wrapped, inner_size = sizeof wrapped;
  if (list->C_GenerateKeyPair(session, &pair_generation, public_half, 3, private_half, 5, &objects[0], &objects[1]) !=
          CKR_OK ||
      list->C_GenerateKey(session, &aes_generation, aes, 6, &objects[2]) != CKR_OK ||
      list->C_CreateObject(session, transport, 6, &objects[3]) != CKR_OK ||
      list->C_WrapKey(session, &outer, objects[3], objects[2], wrapped, &outer_size) != CKR_OK ||
      list->C_WrapKey(session, &inner, objects[2], objects[1], wrapped, &inner_size) != CKR_OK)
    return 0;
  int destroyed = 1;
  for (int index = 3; index >= 0; index--) {
    destroyed = list->C_DestroyObject(session, objects[index]) == CKR_OK && destroyed;
  }
  return destroyed && outer_size == length;
}

uint64_t floor_export(
    const void *functions, unsigned long session, const uint8_t *modulus, size_t length, uint64_t count) {
  uint64_t made = 0;
  while (made < count && export_one(functions, session, modulus, length)) made++;
  return made;
}
