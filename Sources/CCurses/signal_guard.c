#define _GNU_SOURCE
#include "signal_guard.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static const int telling[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGWINCH, SIGCONT};
static const int fatal[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP, SIGSYS};

static int pipe_ends[2] = {-1, -1};

static struct termios saved_modes;
static int modes_are_saved;

static char reset_bytes[512];
static size_t reset_count;
static int reset_descriptor = -1;
/* The handler that takes this to 0 restores; a second crash on another thread does not. */
static atomic_int armed;

/* A stack overflow leaves no room for a handler on the main thread's own stack. */
static char handler_stack[64 * 1024];

static void tell(int number) {
  int saved_errno = errno;
  unsigned char byte = (unsigned char)number;
  /* A full pipe loses nothing: the reader is woken already. */
  ssize_t written = write(pipe_ends[1], &byte, 1);
  (void)written;
  errno = saved_errno;
}

static void restore_and_die(int number) {
  if (atomic_exchange(&armed, 0)) {
    ssize_t written = write(reset_descriptor, reset_bytes, reset_count);
    (void)written;
    if (modes_are_saved) tcsetattr(reset_descriptor, TCSANOW, &saved_modes);
  }
  /* Not the handler that was there before: Swift's backtracer waits for a key, and prints registers and the memory
     they point at, which may be a secret's. */
  struct sigaction standard = {.sa_handler = SIG_DFL};
  sigaction(number, &standard, NULL);
  raise(number);
}

int claviger_guard_install(void) {
  if (pipe_ends[0] >= 0) return pipe_ends[0];
  if (pipe2(pipe_ends, O_CLOEXEC | O_NONBLOCK) != 0) return -1;

  stack_t stack = {.ss_sp = handler_stack, .ss_size = sizeof handler_stack};
  sigaltstack(&stack, NULL);

  struct sigaction action = {.sa_flags = SA_RESTART};
  sigemptyset(&action.sa_mask);
  action.sa_handler = tell;
  for (size_t i = 0; i < sizeof telling / sizeof *telling; i++) sigaction(telling[i], &action, NULL);

  action.sa_handler = restore_and_die;
  action.sa_flags = SA_ONSTACK | SA_NODEFER;
  for (size_t i = 0; i < sizeof fatal / sizeof *fatal; i++) sigaction(fatal[i], &action, NULL);
  return pipe_ends[0];
}

int claviger_guard_save_modes(int descriptor) {
  modes_are_saved = tcgetattr(descriptor, &saved_modes) == 0;
  return modes_are_saved ? 0 : -1;
}

void claviger_guard_arm(int descriptor, const char *reset, size_t count) {
  atomic_store(&armed, 0);
  reset_count = count < sizeof reset_bytes ? count : sizeof reset_bytes;
  memcpy(reset_bytes, reset, reset_count);
  reset_descriptor = descriptor;
  atomic_store(&armed, 1);
}

void claviger_guard_disarm(void) { atomic_store(&armed, 0); }

void claviger_guard_restore_modes(int descriptor) {
  if (modes_are_saved) tcsetattr(descriptor, TCSADRAIN, &saved_modes);
}
