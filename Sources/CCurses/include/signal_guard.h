#pragma once

#include <stddef.h>

/*
 * Restores the terminal when the process dies, and turns the signals that ask something of it into bytes.
 *
 * Everything that a handler touches is prepared beforehand: a handler may only write, set terminal modes and raise.
 */

/* Installs all handlers once per process. Answers the descriptor on which signal numbers arrive, or -1. */
int claviger_guard_install(void);

/* Keeps the terminal modes of `descriptor` as they are now, for a later restoration. */
int claviger_guard_save_modes(int descriptor);

/* From here on a fatal signal writes these bytes to the terminal and puts the saved modes back. */
void claviger_guard_arm(int descriptor, const char *reset, size_t count);

/* The terminal has been put back in order: nothing is left to restore. */
void claviger_guard_disarm(void);

/* Puts the saved modes back, without any byte written. */
void claviger_guard_restore_modes(int descriptor);
