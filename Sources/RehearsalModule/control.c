#include "control.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "counts.h"

enum { file_most = 1 << 20 };

// All of this is touched under the one lock of `lock.h` only.
static char path[path_most];
static struct plan *plan;
static uint64_t generation;
static struct stat seen;
static bool was_seen;

void complain(const char *format, ...) {
  char text[512];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  fprintf(stderr, "claviger-rehearsal: %s\n", text);
}

static void take(const char *name, size_t length) {
  if (length == 0 || length >= sizeof path) return;
  memcpy(path, name, length);
  path[length] = '\0';
}

void control_from_environment(void) {
  if (*path != '\0') return;
  const char *name = getenv("CLAVIGER_REHEARSAL");
  if (name != NULL) take(name, strlen(name));
}

bool control_from_reserved(const char *text) {
  static const char key[] = "control=";
  if (text == NULL || strncmp(text, key, sizeof key - 1) != 0) return false;
  text += sizeof key - 1;
  if (*path == '\0') take(text, strlen(text));
  return true;
}

bool control_is_named(void) { return *path != '\0'; }

static bool is_ours(const struct stat *status) {
  return (status->st_uid == geteuid() || status->st_uid == 0) && (status->st_mode & (S_IRWXG | S_IRWXO)) == 0;
}

/// Who can write the file decides what this process does: nobody else may even come near it.
static const char *why_not_trusted(int file, struct stat *status) {
  if (fstat(file, status) != 0) return "it cannot be looked at";
  if (!S_ISREG(status->st_mode)) return "it is no regular file";
  if (!is_ours(status)) return "it must belong to you and be closed to all others: chmod 600";
  if (status->st_size > file_most) return "it is longer than 1 MiB";
  char folder[path_most];
  const char *slash = strrchr(path, '/');
  if (slash == NULL || slash == path) return "it must lie in a folder of its own, named by an absolute path";
  snprintf(folder, sizeof folder, "%.*s", (int)(slash - path), path);
  struct stat above;
  if (stat(folder, &above) != 0 || !is_ours(&above))
    return "its folder must belong to you and be closed to all others: chmod 700";
  return NULL;
}

static char *read_all(int file, size_t size) {
  char *text = malloc(size + 1);
  if (text == NULL) abort();
  size_t length = 0;
  for (ssize_t count; length < size && (count = read(file, text + length, size - length)) > 0;) length += (size_t)count;
  text[length] = '\0';
  if (strlen(text) == length) return text;
  free(text);
  return NULL;
}

static bool has_changed(const struct stat *now) {
  return !was_seen || now->st_dev != seen.st_dev || now->st_ino != seen.st_ino || now->st_size != seen.st_size ||
         now->st_mtim.tv_sec != seen.st_mtim.tv_sec || now->st_mtim.tv_nsec != seen.st_mtim.tv_nsec ||
         now->st_ctim.tv_sec != seen.st_ctim.tv_sec || now->st_ctim.tv_nsec != seen.st_ctim.tv_nsec;
}

static void count_beside(void) {
  char name[path_most + 8];
  snprintf(name, sizeof name, "%s.counts", path);
  if (!counts_open(name)) complain("%s cannot be written: nothing is counted", name);
  gauge_add(gauge_plans, 1);
  gauge_set(gauge_most_inside, 0);
}

static void read_anew(void) {
  int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (file < 0) {
    complain("%s cannot be read: %s", path, strerror(errno));
    return;
  }
  const char *why = why_not_trusted(file, &seen);
  was_seen = true;
  char *text = why == NULL ? read_all(file, (size_t)seen.st_size) : NULL;
  close(file);
  if (text == NULL) {
    complain("%s is not taken: %s", path, why != NULL ? why : "it has a NUL character");
    return;
  }
  char reason[256];
  struct plan *next = plan_read(text, reason, sizeof reason);
  free(text);
  if (next == NULL) {
    complain("%s is not taken: %s", path, reason);
    return;
  }
  plan_free(plan);
  plan = next;
  generation++;
  count_beside();
}

struct plan *control_plan(void) {
  if (*path == '\0') return NULL;
  struct stat now;
  // A file that is gone for a moment, as editors do it, changes nothing.
  bool is_there = lstat(path, &now) == 0;
  if (is_there ? has_changed(&now) : plan == NULL) read_anew();
  return plan;
}

void control_forget(void) {
  plan_free(plan);
  plan = NULL;
  *path = '\0';
  was_seen = false;
}

uint64_t control_generation(void) { return generation; }
