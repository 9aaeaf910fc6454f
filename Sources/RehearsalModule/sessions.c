#include "sessions.h"

#include <stdlib.h>

#include "counts.h"

struct session {
  CK_SESSION_HANDLE handle;
  CK_SLOT_ID slot;
  bool searches;
};

// Touched under the one lock only.
static struct session *sessions;
static size_t count, room;

static void opened(CK_SESSION_HANDLE handle, CK_SLOT_ID slot) {
  if (count == room) {
    room = room == 0 ? 16 : room * 2;
    sessions = realloc(sessions, room * sizeof *sessions);
    if (sessions == NULL) abort();
  }
  sessions[count++] = (struct session){.handle = handle, .slot = slot};
  gauge_add(gauge_sessions, 1);
}

static void closed(size_t index) {
  if (sessions[index].searches) gauge_add(gauge_searches, -1);
  gauge_add(gauge_sessions, -1);
  sessions[index] = sessions[--count];
}

static void close_where(bool by_slot, CK_ULONG number) {
  for (size_t index = count; index-- > 0;)
    if ((by_slot ? sessions[index].slot : sessions[index].handle) == number) closed(index);
}

static void set_searching(CK_SESSION_HANDLE handle, bool searches) {
  for (size_t index = 0; index < count; index++) {
    if (sessions[index].handle != handle || sessions[index].searches == searches) continue;
    sessions[index].searches = searches;
    gauge_add(gauge_searches, searches ? 1 : -1);
  }
}

void sessions_note(const struct call *call, CK_RV code) {
  if (code != CKR_OK) return;
  switch (call->function) {
    case F_C_OpenSession: opened(*call->made, call->slot); break;
    case F_C_CloseSession: close_where(false, call->session); break;
    case F_C_CloseAllSessions: close_where(true, call->slot); break;
    case F_C_Finalize: sessions_forget(); break;
    case F_C_FindObjectsInit: set_searching(call->session, true); break;
    case F_C_FindObjectsFinal: set_searching(call->session, false); break;
    case F_C_CreateObject:
    case F_C_CopyObject:
    case F_C_GenerateKey:
    case F_C_UnwrapKey:
    case F_C_DeriveKey: gauge_add(gauge_objects, 1); break;
    case F_C_GenerateKeyPair: gauge_add(gauge_objects, 2); break;
    case F_C_DestroyObject: gauge_add(gauge_objects, -1); break;
    default: break;
  }
}

void sessions_close_all(void) {
  while (count > 0) {
    CK_SLOT_ID slot = sessions[count - 1].slot;
    real.functions->C_CloseAllSessions(slot);
    close_where(true, slot);
  }
}

void sessions_forget(void) {
  while (count > 0) closed(count - 1);
  free(sessions);
  sessions = NULL;
  room = 0;
}
