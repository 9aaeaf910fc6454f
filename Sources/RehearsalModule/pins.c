#include "pins.h"

#include "counts.h"

static bool is_officer(CK_USER_TYPE user) { return user == CKU_SO; }

static enum gauge wrong_tries(CK_USER_TYPE user) {
  return is_officer(user) ? gauge_wrong_so_pins : gauge_wrong_user_pins;
}

static uint64_t allowed(const struct plan *plan, CK_USER_TYPE user) { return plan->pin_tries[is_officer(user) ? 0 : 1]; }

static bool is_login(const struct call *call) {
  return call->function == F_C_Login || call->function == F_C_LoginUser;
}

bool pin_is_locked(const struct plan *plan, const struct call *call) {
  if (!is_login(call)) return false;
  uint64_t tries = allowed(plan, call->user);
  return tries > 0 && gauge_value(wrong_tries(call->user)) >= tries;
}

void pin_note(const struct call *call, CK_RV code) {
  if (is_login(call)) {
    if (code == CKR_PIN_INCORRECT) gauge_add(wrong_tries(call->user), 1);
    if (code == CKR_OK) gauge_set(wrong_tries(call->user), 0);
  } else if (call->function == F_C_SetPIN && code == CKR_PIN_INCORRECT) {
    gauge_add(gauge_wrong_user_pins, 1);
  } else if (call->function == F_C_InitPIN && code == CKR_OK) {
    gauge_set(gauge_wrong_user_pins, 0);
  } else if (call->function == F_C_InitToken && code == CKR_OK) {
    gauge_set(gauge_wrong_user_pins, 0);
    gauge_set(gauge_wrong_so_pins, 0);
  }
}

static CK_FLAGS warning(const struct plan *plan, CK_USER_TYPE user, CK_FLAGS low, CK_FLAGS last, CK_FLAGS locked) {
  uint64_t tries = allowed(plan, user), wrong = gauge_value(wrong_tries(user));
  if (tries == 0 || wrong == 0) return 0;
  if (wrong >= tries) return locked;
  return wrong + 1 == tries ? low | last : low;
}

CK_FLAGS pin_flags(const struct plan *plan) {
  return warning(plan, CKU_USER, CKF_USER_PIN_COUNT_LOW, CKF_USER_PIN_FINAL_TRY, CKF_USER_PIN_LOCKED) |
         warning(plan, CKU_SO, CKF_SO_PIN_COUNT_LOW, CKF_SO_PIN_FINAL_TRY, CKF_SO_PIN_LOCKED);
}
