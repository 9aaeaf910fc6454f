// Texts, flags and lists: what a caller is shown of library, slots, tokens and objects.
#include <string.h>

#include "call.h"
#include "pins.h"

/// Writes a text into a field of fixed width, padded with blanks.
static void write_field(CK_BYTE *field, size_t width, const struct text *text) {
  if (!text->is_set) return;
  size_t length = text->length < width ? text->length : width;
  memset(field, ' ', width);
  memcpy(field, text->bytes, length);
}

/// Puts the word that nobody may miss before a description.
static void mark(CK_BYTE *field, size_t width) {
  static const char word[] = "REHEARSAL: ";
  size_t length = sizeof word - 1;
  memmove(field + length, field, width - length);
  memcpy(field, word, length);
}

static void rewrite_library(const struct plan *plan, CK_INFO *info) {
  mark(info->libraryDescription, sizeof info->libraryDescription);
  write_field(info->libraryDescription, sizeof info->libraryDescription, &plan->texts[field_library_description]);
  write_field(info->manufacturerID, sizeof info->manufacturerID, &plan->texts[field_library_manufacturer]);
}

static void rewrite_slot(const struct plan *plan, CK_SLOT_INFO *info) {
  mark(info->slotDescription, sizeof info->slotDescription);
  write_field(info->slotDescription, sizeof info->slotDescription, &plan->texts[field_slot_description]);
  write_field(info->manufacturerID, sizeof info->manufacturerID, &plan->texts[field_slot_manufacturer]);
  if (plan->is_removed) info->flags &= ~(CK_FLAGS)CKF_TOKEN_PRESENT;
}

static void rewrite_token(const struct plan *plan, CK_TOKEN_INFO *info) {
  write_field(info->label, sizeof info->label, &plan->texts[field_token_label]);
  write_field(info->manufacturerID, sizeof info->manufacturerID, &plan->texts[field_token_manufacturer]);
  write_field(info->model, sizeof info->model, &plan->texts[field_token_model]);
  write_field(info->serialNumber, sizeof info->serialNumber, &plan->texts[field_token_serial]);
  info->flags = ((info->flags | pin_flags(plan)) & ~plan->flags_off) | plan->flags_on;
}

static const struct text *object_text(const struct plan *plan, CK_ATTRIBUTE_TYPE type) {
  switch (type) {
    case CKA_LABEL: return &plan->texts[field_object_label];
    case CKA_ID: return &plan->texts[field_object_id];
    case CKA_SUBJECT: return &plan->texts[field_object_subject];
    case CKA_EC_POINT: return &plan->texts[field_object_ec_point];
    default: return NULL;
  }
}

static CK_RV rewrite_attributes(const struct plan *plan, struct call *call, CK_RV code) {
  if (code != CKR_OK && code != CKR_ATTRIBUTE_SENSITIVE && code != CKR_ATTRIBUTE_TYPE_INVALID &&
      code != CKR_BUFFER_TOO_SMALL)
    return code;
  for (CK_ULONG index = 0; index < call->attribute_count && index < attributes_most; index++) {
    CK_ATTRIBUTE *attribute = &call->attributes[index];
    const struct text *text = object_text(plan, attribute->type);
    // What the object does not have stays missing.
    if (text == NULL || !text->is_set || attribute->ulValueLen == CK_UNAVAILABLE_INFORMATION) continue;
    attribute->ulValueLen = text->length;
    if (attribute->pValue == NULL) continue;
    if (text->length <= call->attribute_rooms[index]) {
      memcpy(attribute->pValue, text->bytes, text->length);
    } else {
      attribute->ulValueLen = CK_UNAVAILABLE_INFORMATION;
      code = CKR_BUFFER_TOO_SMALL;
    }
  }
  return code;
}

CK_RV rewrite_texts(const struct plan *plan, struct call *call, CK_RV code) {
  if (call->function == F_C_GetAttributeValue && call->attributes != NULL) return rewrite_attributes(plan, call, code);
  if (code != CKR_OK || call->info == NULL) return code;
  switch (call->function) {
    case F_C_GetInfo: rewrite_library(plan, call->info); break;
    case F_C_GetSlotInfo: rewrite_slot(plan, call->info); break;
    case F_C_GetTokenInfo: rewrite_token(plan, call->info); break;
    default: break;
  }
  return code;
}

CK_RV shorten_list(const struct plan *plan, const struct call *call, CK_RV code) {
  if (code != CKR_OK || call->list_count == NULL) return code;
  if (call->function == F_C_GetSlotList && plan->is_removed && call->with_token) *call->list_count = 0;
  // The length that is asked for first may be more than what then comes.
  if (call->function != F_C_GetMechanismList || call->list == NULL) return code;
  CK_ULONG kept = 0;
  for (CK_ULONG index = 0; index < *call->list_count; index++)
    if (!plan_hides(plan, call->list[index])) call->list[kept++] = call->list[index];
  *call->list_count = kept;
  return code;
}
