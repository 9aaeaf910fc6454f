#define _GNU_SOURCE
#include "CTerminalEmulator.h"
#include <stdio.h>
#include <stdlib.h>

static char root[] = "/tmp/claviger-drivers-XXXXXX";

// Before main, and so before the first thread: setenv(3) under another thread's getenv(3) crashes.
__attribute__((constructor)) static void set_private_variables(void) {
  if (mkdtemp(root) == NULL) return;
  for (int number = 0; number < private_libraries_most; number++) {
    char name[64], value[128];
    snprintf(name, sizeof name, "SOFTHSM2_%04d", number);
    snprintf(value, sizeof value, "%s/softhsm-%d.conf", root, number);
    setenv(name, value, 1);
    snprintf(name, sizeof name, "P11_KIT_SERVER_ADD%04d", number);
    snprintf(value, sizeof value, "unix:path=%s/server-%d.sock", root, number);
    setenv(name, value, 1);
    snprintf(name, sizeof name, "CLAVIGER_REHEA%04d", number);
    snprintf(value, sizeof value, "%s/rehearsal-%d", root, number);
    setenv(name, value, 1);
  }
}

const char *private_libraries_root(void) { return root; }
