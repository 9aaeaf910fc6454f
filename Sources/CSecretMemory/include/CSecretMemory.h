#pragma once
#include <stddef.h>

/// Makes this process leave no core dump and refuse ptrace(2) by other processes of its user.
/// Swift cannot call prctl(2), which is variadic. Answers 0, else -1 with errno set.
int claviger_refuse_dumps(void);

/// Maps `length` usable bytes between two inaccessible pages: locked, left out of dumps, wiped in a forked child.
/// Answers NULL where the kernel refuses; `*locked` tells whether mlock(2) succeeded.
void *claviger_secret_map(size_t length, int *locked);

/// Wipes and unmaps what `claviger_secret_map` gave.
void claviger_secret_unmap(void *start, size_t length);

/// Overwrites memory in a way that no compiler leaves out: explicit_bzero(3).
void claviger_wipe(void *start, size_t length);

/// Makes malloc(3) keep what a driver frees after each operation: glibc would hand it back to the kernel and fault it in
/// again, which costs half the speed for long plain texts.
void claviger_keep_freed_memory(void);
