#include "counts.h"

#include <fcntl.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

// The file is 64 bytes that say what it is, then rows of 64 bytes, the gauges before the functions. docs/rehearsal.md
// has the layout too.
struct row {
  char name[40];
  /// Calls that came, or the gauge's value.
  _Atomic uint64_t count;
  /// Calls that have not returned yet.
  _Atomic uint64_t inside;
  /// Calls that the real module was not asked for.
  _Atomic uint64_t answered_here;
};

enum { rows = gauge_count + function_count };

struct file {
  char magic[64];
  struct row row[rows];
};

static const char magic[64] = "claviger rehearsal counts 1\n";

static const char *const gauge_names[gauge_count] = {
    "sessions", "searches", "objects", "stalled", "broken", "plans", "most-inside", "wrong-user-pins", "wrong-so-pins",
};

// Before a file is mapped, and where it cannot be, counting goes here, so that no call needs to ask.
static struct file nowhere;
static struct file *_Atomic mapped = &nowhere;

static struct row *row(int number) { return &atomic_load_explicit(&mapped, memory_order_acquire)->row[number]; }

bool counts_open(const char *path) {
  if (atomic_load(&mapped) != &nowhere) return true;
  int descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0) return false;
  struct stat status;
  struct file *file = MAP_FAILED;
  if (fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) &&
      (status.st_size == sizeof(struct file) || ftruncate(descriptor, sizeof(struct file)) == 0))
    file = mmap(NULL, sizeof(struct file), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
  close(descriptor);
  if (file == MAP_FAILED) return false;
  for (int number = 0; number < rows; number++) {
    const char *name = number < gauge_count ? gauge_names[number] : function_names[number - gauge_count];
    strncpy(file->row[number].name, name, sizeof file->row[number].name - 1);
  }
  memcpy(file->magic, magic, sizeof magic);
  atomic_store_explicit(&mapped, file, memory_order_release);
  return true;
}

void counts_close(void) {
  struct file *file = atomic_exchange(&mapped, &nowhere);
  if (file != &nowhere) munmap(file, sizeof *file);
}

void counts_enter(enum function function) {
  struct row *counted = row(gauge_count + (int)function);
  atomic_fetch_add_explicit(&counted->count, 1, memory_order_relaxed);
  atomic_fetch_add_explicit(&counted->inside, 1, memory_order_relaxed);
}

void counts_leave(enum function function, bool answered_here) {
  struct row *counted = row(gauge_count + (int)function);
  atomic_fetch_sub_explicit(&counted->inside, 1, memory_order_relaxed);
  if (answered_here) atomic_fetch_add_explicit(&counted->answered_here, 1, memory_order_relaxed);
}

void gauge_add(enum gauge gauge, int64_t change) {
  atomic_fetch_add_explicit(&row((int)gauge)->count, (uint64_t)change, memory_order_relaxed);
}

void gauge_set(enum gauge gauge, uint64_t value) {
  atomic_store_explicit(&row((int)gauge)->count, value, memory_order_relaxed);
}

uint64_t gauge_value(enum gauge gauge) { return atomic_load_explicit(&row((int)gauge)->count, memory_order_relaxed); }
