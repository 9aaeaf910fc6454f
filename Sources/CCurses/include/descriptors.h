#pragma once

#include <stdbool.h>
#include <stdint.h>

/* A non-blocking eventfd that children do not inherit; -1 where the kernel has none left. */
int claviger_event_open(void);

/* The size of the terminal behind a descriptor; false where it has none. */
bool claviger_window_size(int descriptor, int *rows, int *columns);

/* Duplicates a descriptor so that children do not inherit the copy. */
int claviger_duplicate(int descriptor);

/* Opens the controlling terminal. */
int claviger_open_controlling_terminal(void);
