// One line for each function: FUNCTION(name, parameters, arguments, what the call has of interest …). Included several
// times, each time with another FUNCTION; `call.h` explains the words behind the arguments.

#define SESSION CK_SESSION_HANDLE session
#define SLOT CK_SLOT_ID slot
#define MECHANISM CK_MECHANISM *mechanism
#define KEY CK_OBJECT_HANDLE key
#define OBJECT CK_OBJECT_HANDLE object
#define PIN CK_BYTE *pin, CK_ULONG pin_length
#define INPUT CK_BYTE *input, CK_ULONG input_length
#define OUTPUT CK_BYTE *output, CK_ULONG *output_length
#define LIST CK_ULONG *list, CK_ULONG *list_count
#define TEMPLATE CK_ATTRIBUTE *attributes, CK_ULONG attribute_count
#define MADE CK_OBJECT_HANDLE *made

#define in_session .takes_session = true, .session = session
#define at_slot .takes_slot = true, .slot = slot
#define by_mechanism .mechanism = mechanism
#define whole_input .single_part = input_length
#define output_of .output = output, .output_length = output_length
#define list_of .list = list, .list_count = list_count
#define makes .made = made

FUNCTION(C_Initialize, (void *arguments), (arguments))
FUNCTION(C_Finalize, (void *reserved), (reserved))
FUNCTION(C_GetInfo, (CK_INFO *info), (info), .info = info, .info_size = sizeof *info)

FUNCTION(C_GetSlotList, (CK_BBOOL present, LIST), (present, list, list_count), list_of, .with_token = present)
FUNCTION(C_GetSlotInfo, (SLOT, CK_SLOT_INFO *info), (slot, info), at_slot, .info = info, .info_size = sizeof *info)
FUNCTION(C_GetTokenInfo, (SLOT, CK_TOKEN_INFO *info), (slot, info), at_slot, .info = info, .info_size = sizeof *info)
FUNCTION(C_WaitForSlotEvent, (CK_FLAGS flags, CK_SLOT_ID *slot, void *reserved), (flags, slot, reserved))
FUNCTION(C_GetMechanismList, (SLOT, LIST), (slot, list, list_count), at_slot, list_of)
FUNCTION(C_GetMechanismInfo, (SLOT, CK_MECHANISM_TYPE type, CK_MECHANISM_INFO *info), (slot, type, info), at_slot,
         .mechanism = &(CK_MECHANISM){.mechanism = type}, .info = info, .info_size = sizeof *info)
FUNCTION(C_InitToken, (SLOT, PIN, CK_BYTE *label), (slot, pin, pin_length, label), at_slot)
FUNCTION(C_InitPIN, (SESSION, PIN), (session, pin, pin_length), in_session)
FUNCTION(C_SetPIN, (SESSION, PIN, CK_BYTE *new_pin, CK_ULONG new_length),
         (session, pin, pin_length, new_pin, new_length), in_session)

FUNCTION(C_OpenSession, (SLOT, CK_FLAGS flags, void *application, CK_NOTIFY notify, CK_SESSION_HANDLE *made),
         (slot, flags, application, notify, made), at_slot, makes)
FUNCTION(C_CloseSession, (SESSION), (session), in_session)
FUNCTION(C_CloseAllSessions, (SLOT), (slot), at_slot)
FUNCTION(C_GetSessionInfo, (SESSION, CK_SESSION_INFO *info), (session, info), in_session, .info = info,
         .info_size = sizeof *info)
FUNCTION(C_GetOperationState, (SESSION, OUTPUT), (session, output, output_length), in_session, output_of)
FUNCTION(C_SetOperationState, (SESSION, INPUT, CK_OBJECT_HANDLE encrypts, CK_OBJECT_HANDLE signs),
         (session, input, input_length, encrypts, signs), in_session)
FUNCTION(C_Login, (SESSION, CK_USER_TYPE user, PIN), (session, user, pin, pin_length), in_session, .user = user)
FUNCTION(C_Logout, (SESSION), (session), in_session)

FUNCTION(C_CreateObject, (SESSION, TEMPLATE, MADE), (session, attributes, attribute_count, made), in_session, makes)
FUNCTION(C_CopyObject, (SESSION, OBJECT, TEMPLATE, MADE), (session, object, attributes, attribute_count, made),
         in_session, makes)
FUNCTION(C_DestroyObject, (SESSION, OBJECT), (session, object), in_session)
FUNCTION(C_GetObjectSize, (SESSION, OBJECT, CK_ULONG *size), (session, object, size), in_session, .output_length = size)
FUNCTION(C_GetAttributeValue, (SESSION, OBJECT, TEMPLATE), (session, object, attributes, attribute_count), in_session,
         .attributes = attributes, .attribute_count = attribute_count)
FUNCTION(C_SetAttributeValue, (SESSION, OBJECT, TEMPLATE), (session, object, attributes, attribute_count), in_session)
FUNCTION(C_FindObjectsInit, (SESSION, TEMPLATE), (session, attributes, attribute_count), in_session)
FUNCTION(C_FindObjects, (SESSION, CK_ULONG *list, CK_ULONG room, CK_ULONG *list_count),
         (session, list, room, list_count), in_session, list_of, .room = room)
FUNCTION(C_FindObjectsFinal, (SESSION), (session), in_session)

FUNCTION(C_EncryptInit, (SESSION, MECHANISM, KEY), (session, mechanism, key), in_session, by_mechanism)
FUNCTION(C_Encrypt, (SESSION, INPUT, OUTPUT), (session, input, input_length, output, output_length), in_session,
         whole_input, output_of)
FUNCTION(C_EncryptUpdate, (SESSION, INPUT, OUTPUT), (session, input, input_length, output, output_length), in_session,
         output_of)
FUNCTION(C_EncryptFinal, (SESSION, OUTPUT), (session, output, output_length), in_session, output_of)
FUNCTION(C_DecryptInit, (SESSION, MECHANISM, KEY), (session, mechanism, key), in_session, by_mechanism)
FUNCTION(C_Decrypt, (SESSION, INPUT, OUTPUT), (session, input, input_length, output, output_length), in_session,
         whole_input, output_of)
FUNCTION(C_DecryptUpdate, (SESSION, INPUT, OUTPUT), (session, input, input_length, output, output_length), in_session,
         output_of)
FUNCTION(C_DecryptFinal, (SESSION, OUTPUT), (session, output, output_length), in_session, output_of)

FUNCTION(C_DigestInit, (SESSION, MECHANISM), (session, mechanism), in_session, by_mechanism)
FUNCTION(C_Digest, (SESSION, INPUT, OUTPUT), (session, input, input_length, output, output_length), in_session,
         whole_input, output_of)
FUNCTION(C_DigestUpdate, (SESSION, INPUT), (session, input, input_length), in_session)
FUNCTION(C_DigestKey, (SESSION, KEY), (session, key), in_session)
FUNCTION(C_DigestFinal, (SESSION, OUTPUT), (session, output, output_length), in_session, output_of)

FUNCTION(C_SignInit, (SESSION, MECHANISM, KEY), (session, mechanism, key), in_session, by_mechanism)
FUNCTION(C_Sign, (SESSION, INPUT, OUTPUT), (session, input, input_length, output, output_length), in_session,
         whole_input, output_of)
FUNCTION(C_SignUpdate, (SESSION, INPUT), (session, input, input_length), in_session)
FUNCTION(C_SignFinal, (SESSION, OUTPUT), (session, output, output_length), in_session, output_of)
FUNCTION(C_SignRecoverInit, (SESSION, MECHANISM, KEY), (session, mechanism, key), in_session, by_mechanism)
FUNCTION(C_SignRecover, (SESSION, INPUT, OUTPUT), (session, input, input_length, output, output_length), in_session,
         whole_input, output_of)
FUNCTION(C_VerifyInit, (SESSION, MECHANISM, KEY), (session, mechanism, key), in_session, by_mechanism)
FUNCTION(C_Verify, (SESSION, INPUT, CK_BYTE *signature, CK_ULONG signature_length),
         (session, input, input_length, signature, signature_length), in_session, whole_input)
FUNCTION(C_VerifyUpdate, (SESSION, INPUT), (session, input, input_length), in_session)
FUNCTION(C_VerifyFinal, (SESSION, CK_BYTE *signature, CK_ULONG signature_length),
         (session, signature, signature_length), in_session)
FUNCTION(C_VerifyRecoverInit, (SESSION, MECHANISM, KEY), (session, mechanism, key), in_session, by_mechanism)
FUNCTION(C_VerifyRecover, (SESSION, INPUT, OUTPUT), (session, input, input_length, output, output_length), in_session,
         output_of)

FUNCTION(C_DigestEncryptUpdate, (SESSION, INPUT, OUTPUT), (session, input, input_length, output, output_length),
         in_session, output_of)
FUNCTION(C_DecryptDigestUpdate, (SESSION, INPUT, OUTPUT), (session, input, input_length, output, output_length),
         in_session, output_of)
FUNCTION(C_SignEncryptUpdate, (SESSION, INPUT, OUTPUT), (session, input, input_length, output, output_length),
         in_session, output_of)
FUNCTION(C_DecryptVerifyUpdate, (SESSION, INPUT, OUTPUT), (session, input, input_length, output, output_length),
         in_session, output_of)

FUNCTION(C_GenerateKey, (SESSION, MECHANISM, TEMPLATE, MADE), (session, mechanism, attributes, attribute_count, made),
         in_session, by_mechanism, makes)
FUNCTION(C_GenerateKeyPair,
         (SESSION, MECHANISM, TEMPLATE, CK_ATTRIBUTE *others, CK_ULONG other_count, MADE, CK_OBJECT_HANDLE *second),
         (session, mechanism, attributes, attribute_count, others, other_count, made, second), in_session, by_mechanism,
         makes, .second = second)
FUNCTION(C_WrapKey, (SESSION, MECHANISM, KEY, OBJECT, OUTPUT), (session, mechanism, key, object, output, output_length),
         in_session, by_mechanism, output_of)
FUNCTION(C_UnwrapKey, (SESSION, MECHANISM, KEY, INPUT, TEMPLATE, MADE),
         (session, mechanism, key, input, input_length, attributes, attribute_count, made), in_session, by_mechanism,
         makes)
FUNCTION(C_DeriveKey, (SESSION, MECHANISM, KEY, TEMPLATE, MADE),
         (session, mechanism, key, attributes, attribute_count, made), in_session, by_mechanism, makes)

FUNCTION(C_SeedRandom, (SESSION, INPUT), (session, input, input_length), in_session)
FUNCTION(C_GenerateRandom, (SESSION, CK_BYTE *output, CK_ULONG length), (session, output, length), in_session,
         .output = output, .room = length)
FUNCTION(C_GetFunctionStatus, (SESSION), (session), in_session)
FUNCTION(C_CancelFunction, (SESSION), (session), in_session)

#undef SESSION
#undef SLOT
#undef MECHANISM
#undef KEY
#undef OBJECT
#undef PIN
#undef INPUT
#undef OUTPUT
#undef LIST
#undef TEMPLATE
#undef MADE
#undef in_session
#undef at_slot
#undef by_mechanism
#undef whole_input
#undef output_of
#undef list_of
#undef makes
#undef FUNCTION
