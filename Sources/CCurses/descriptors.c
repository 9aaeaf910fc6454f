#define _GNU_SOURCE
#include "descriptors.h"

#include <fcntl.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>

int claviger_event_open(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

bool claviger_window_size(int descriptor, int *rows, int *columns) {
  struct winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0) return false;
  *rows = size.ws_row;
  *columns = size.ws_col;
  return true;
}

int claviger_duplicate(int descriptor) { return fcntl(descriptor, F_DUPFD_CLOEXEC, 3); }

int claviger_open_controlling_terminal(void) { return open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC); }
