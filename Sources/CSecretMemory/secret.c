#define _GNU_SOURCE
#include "CSecretMemory.h"
#include <malloc.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

int claviger_refuse_dumps(void) {
  struct rlimit none = {0, 0};
  if (setrlimit(RLIMIT_CORE, &none) != 0) return -1;
  return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

static size_t whole_pages(size_t length, size_t page) { return (length + page - 1) / page * page; }

void *claviger_secret_map(size_t length, int *locked) {
  size_t page = (size_t)sysconf(_SC_PAGESIZE);
  size_t inner = whole_pages(length, page);
  char *all = mmap(NULL, inner + 2 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (all == MAP_FAILED) return NULL;
  char *start = all + page;
  if (mprotect(start, inner, PROT_READ | PROT_WRITE) != 0) {
    munmap(all, inner + 2 * page);
    return NULL;
  }
  *locked = mlock(start, inner) == 0;
  madvise(start, inner, MADV_DONTDUMP);
  madvise(start, inner, MADV_WIPEONFORK);
  return start;
}

void claviger_secret_unmap(void *start, size_t length) {
  size_t page = (size_t)sysconf(_SC_PAGESIZE);
  size_t inner = whole_pages(length, page);
  explicit_bzero(start, inner);
  munlock(start, inner);
  munmap((char *)start - page, inner + 2 * page);
}

void claviger_wipe(void *start, size_t length) { explicit_bzero(start, length); }

void claviger_keep_freed_memory(void) {
  mallopt(M_TRIM_THRESHOLD, 256 << 20);
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TOP_PAD, 64 << 20);
}
