// The one lock: plan, sessions and random numbers are touched under it only. It is never held while the real module
// is called, but for closing the sessions of a removed token.
#pragma once
#include <pthread.h>

#pragma GCC visibility push(hidden)

extern pthread_mutex_t rehearsal_lock;

#pragma GCC visibility pop
