#include "call.h"

#include <stdlib.h>
#include <time.h>

#include "control.h"
#include "counts.h"
#include "lock.h"
#include "pins.h"
#include "sessions.h"

pthread_mutex_t rehearsal_lock = PTHREAD_MUTEX_INITIALIZER;

// Touched under the lock only.
static unsigned inside;
static bool is_initialised, was_removed;
static uint64_t random_state, random_generation;

/// What the plan orders for one call.
struct orders {
  bool is_answered;
  CK_RV code;
  uint64_t microseconds;
  bool until_released;
};

static bool concerns(const struct rule *rule, const struct call *call) {
  // Without a function list there is no module to rehearse with: `*` leaves it alone.
  bool is_meant = rule->function == every_function ? call->function < F_C_GetFunctionList
                                                   : rule->function == call->function;
  if (!is_meant) return false;
  return !rule->has_mechanism || (call->mechanism != NULL && call->mechanism->mechanism == rule->mechanism);
}

static void answer(struct orders *orders, CK_RV code) {
  if (orders->is_answered) return;
  orders->is_answered = true;
  orders->code = code;
}

static void obey_rules(struct plan *plan, struct call *call, struct orders *orders) {
  for (size_t index = 0; index < plan->rule_count; index++) {
    struct rule *rule = &plan->rules[index];
    if (!concerns(rule, call)) continue;
    uint64_t number = ++rule->seen;
    if (number < rule->from || number - rule->from >= rule->times) continue;
    if (rule->kind == fails) answer(orders, rule->code);
    if (rule->kind == lies) call->lie = rule->lie;
    if (rule->kind == stalls) orders->microseconds += rule->microseconds;
    if (rule->kind == stalls && rule->until_released) orders->until_released = true;
  }
}

/// A token that is gone: its sessions are over, and it is nowhere to be found until the line is taken out.
static void obey_removal(const struct plan *plan, const struct call *call, struct orders *orders) {
  if (plan->is_removed && !was_removed && inside == 0) {
    sessions_close_all();
    was_removed = true;
  }
  if (!plan->is_removed) {
    was_removed = false;
    return;
  }
  if (call->takes_session) answer(orders, CKR_DEVICE_REMOVED);
  if (call->takes_slot && call->function != F_C_GetSlotInfo && call->function != F_C_CloseAllSessions)
    answer(orders, CKR_TOKEN_NOT_PRESENT);
}

static void obey_limits(const struct plan *plan, const struct call *call, struct orders *orders) {
  if (call->mechanism != NULL && plan_hides(plan, call->mechanism->mechanism)) answer(orders, CKR_MECHANISM_INVALID);
  if (plan->longest_single_part > 0 && call->single_part > plan->longest_single_part)
    answer(orders, call->function == F_C_Decrypt ? CKR_ENCRYPTED_DATA_LEN_RANGE : CKR_DATA_LEN_RANGE);
  if (pin_is_locked(plan, call)) answer(orders, CKR_PIN_LOCKED);
}

static uint64_t next_random(const struct plan *plan) {
  if (random_generation != control_generation()) {
    random_generation = control_generation();
    random_state = plan->seed;
  }
  random_state = random_state * 6364136223846793005 + 1442695040888963407;
  return random_state ^ random_state >> 33;
}

static void draw_breakage(const struct plan *plan, struct call *call, struct orders *orders) {
  if (!plan->is_corrupt || call->function == F_C_Initialize || call->function == F_C_Finalize) return;
  call->randomness = next_random(plan);
  if (call->randomness % plan->one_in != 0) return;
  call->breakage = (enum breakage)(wrong_code + (next_random(plan) >> 8) % 5);
  // The code follows from the call's own random number, in break_answer.
  if (call->breakage <= no_answer) answer(orders, CKR_OK);
}

/// What the caller gave room for, before the real module writes there.
static void note_rooms(struct call *call) {
  if (call->output != NULL && call->output_length != NULL) call->room = *call->output_length;
  if (call->list != NULL && call->room == 0 && call->list_count != NULL) call->room = *call->list_count;
  if (call->attributes == NULL) call->attribute_count = 0;
  for (CK_ULONG index = 0; index < call->attribute_count && index < attributes_most; index++)
    call->attribute_rooms[index] = call->attributes[index].ulValueLen;
}

static void sleep_microseconds(uint64_t microseconds) {
  struct timespec left = {(time_t)(microseconds / 1000000), (long)(microseconds % 1000000 * 1000)};
  while (nanosleep(&left, &left) != 0) continue;
}

/// Whether a line still holds calls of this kind; a new file that lacks it lets them go.
static bool is_held(const struct call *call) {
  pthread_mutex_lock(&rehearsal_lock);
  struct plan *plan = control_plan();
  bool is_held = false;
  for (size_t index = 0; index < plan->rule_count; index++) {
    const struct rule *rule = &plan->rules[index];
    if (rule->kind == stalls && rule->until_released && concerns(rule, call)) is_held = true;
  }
  pthread_mutex_unlock(&rehearsal_lock);
  return is_held;
}

static void wait_as_ordered(const struct call *call, const struct orders *orders) {
  if (orders->microseconds == 0 && !orders->until_released) return;
  gauge_add(gauge_stalled, 1);
  if (orders->microseconds > 0) sleep_microseconds(orders->microseconds);
  while (orders->until_released && is_held(call)) sleep_microseconds(5000);
  gauge_add(gauge_stalled, -1);
}

bool call_begins(struct call *call, CK_RV *code) {
  struct orders orders = {0};
  note_rooms(call);
  pthread_mutex_lock(&rehearsal_lock);
  struct plan *plan = control_plan();
  if (plan == NULL || real.functions == NULL) {
    pthread_mutex_unlock(&rehearsal_lock);
    *code = CKR_CRYPTOKI_NOT_INITIALIZED;
    return true;
  }
  counts_enter(call->function);
  obey_rules(plan, call, &orders);
  obey_removal(plan, call, &orders);
  obey_limits(plan, call, &orders);
  draw_breakage(plan, call, &orders);
  inside++;
  if (inside > gauge_value(gauge_most_inside)) gauge_set(gauge_most_inside, inside);
  pthread_mutex_unlock(&rehearsal_lock);

  wait_as_ordered(call, &orders);
  if (!orders.is_answered) return false;
  // A caller may come again with more room; all else that fails ends the operation.
  bool goes_on = orders.code == CKR_BUFFER_TOO_SMALL && call->output_length != NULL;
  if (call->takes_session && !goes_on) end_operation(call->function, call->session);
  *code = break_answer(call, orders.code);
  pthread_mutex_lock(&rehearsal_lock);
  inside--;
  pthread_mutex_unlock(&rehearsal_lock);
  counts_leave(call->function, true);
  return true;
}

CK_RV call_ends(struct call *call, CK_RV code) {
  pthread_mutex_lock(&rehearsal_lock);
  inside--;
  if (code == CKR_OK && call->function == F_C_Initialize) is_initialised = true;
  if (code == CKR_OK && call->function == F_C_Finalize) is_initialised = false;
  sessions_note(call, code);
  pin_note(call, code);
  const struct plan *plan = control_plan();
  code = shorten_list(plan, call, code);
  code = rewrite_texts(plan, call, code);
  pthread_mutex_unlock(&rehearsal_lock);
  lie_about_lengths(call, call->lie);
  code = break_answer(call, code);
  counts_leave(call->function, false);
  return code;
}

/// Where this library is let go of, so is all that it holds, the real module too, unless somebody still uses it.
__attribute__((destructor)) static void unload(void) {
  pthread_mutex_lock(&rehearsal_lock);
  if (inside == 0 && !is_initialised) {
    real_unload();
    control_forget();
    sessions_forget();
    counts_close();
  }
  pthread_mutex_unlock(&rehearsal_lock);
}
