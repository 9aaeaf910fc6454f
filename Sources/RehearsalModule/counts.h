// What is counted, in a file that other processes read at any moment.
#pragma once
#include "rehearsal_standard.h"

#pragma GCC visibility push(hidden)

/// What is counted besides the calls of functions.
enum gauge {
  gauge_sessions,
  gauge_searches,
  gauge_objects,
  gauge_stalled,
  gauge_broken,
  gauge_plans,
  gauge_most_inside,
  gauge_wrong_user_pins,
  gauge_wrong_so_pins,
  gauge_count
};

/// Maps the file, which is made where it is missing. Processes with one control file count together.
bool counts_open(const char *path);
void counts_close(void);

void counts_enter(enum function function);
void counts_leave(enum function function, bool answered_here);
void gauge_add(enum gauge gauge, int64_t change);
void gauge_set(enum gauge gauge, uint64_t value);
uint64_t gauge_value(enum gauge gauge);

#pragma GCC visibility pop
