#define _GNU_SOURCE
#include "CProcess.h"

#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/resource.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

#ifdef __GLIBC__
#include <malloc.h>
#endif

void iamr_return_large_buffers(void) {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, 256 * 1024);
#endif
}

void iamr_keep_memory_private(void) {
  // Only the soft limit, so that programs started from here can raise it again.
  struct rlimit limit;
  if (getrlimit(RLIMIT_CORE, &limit) == 0) {
    limit.rlim_cur = 0;
    setrlimit(RLIMIT_CORE, &limit);
  }
#ifdef __linux__
  // The limit does not apply if the kernel pipes core dumps to a program. Programs started from
  // here do not inherit this setting.
  prctl(PR_SET_DUMPABLE, 0);
#endif
  // Swift's backtracer prints memory and waits for a key. It runs only if SWIFT_BACKTRACE is set.
  if (getenv("SWIFT_BACKTRACE") != NULL) return;
  const int crashes[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP, SIGSYS, SIGQUIT};
  for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++) {
    struct sigaction now;
    bool is_ignored = sigaction(crashes[i], NULL, &now) == 0 && now.sa_handler == SIG_IGN;
    if (!is_ignored) signal(crashes[i], SIG_DFL);
  }
}
