#include "CCryptoki.h"
#include <pthread.h>
#include <stdlib.h>

static CK_RV create_mutex(void **mutex) {
  if (mutex == NULL) return CKR_ARGUMENTS_BAD;
  pthread_mutex_t *made = malloc(sizeof *made);
  if (made == NULL) return CKR_HOST_MEMORY;
  if (pthread_mutex_init(made, NULL) != 0) {
    free(made);
    return CKR_GENERAL_ERROR;
  }
  *mutex = made;
  return CKR_OK;
}

static CK_RV destroy_mutex(void *mutex) {
  if (mutex == NULL) return CKR_MUTEX_BAD;
  if (pthread_mutex_destroy(mutex) != 0) return CKR_MUTEX_BAD;
  free(mutex);
  return CKR_OK;
}

static CK_RV lock_mutex(void *mutex) {
  if (mutex == NULL) return CKR_MUTEX_BAD;
  return pthread_mutex_lock(mutex) == 0 ? CKR_OK : CKR_GENERAL_ERROR;
}

static CK_RV unlock_mutex(void *mutex) {
  if (mutex == NULL) return CKR_MUTEX_BAD;
  return pthread_mutex_unlock(mutex) == 0 ? CKR_OK : CKR_MUTEX_NOT_LOCKED;
}

void claviger_set_mutex_functions(CK_C_INITIALIZE_ARGS *arguments) {
  arguments->CreateMutex = create_mutex;
  arguments->DestroyMutex = destroy_mutex;
  arguments->LockMutex = lock_mutex;
  arguments->UnlockMutex = unlock_mutex;
}
