#define _GNU_SOURCE
#include "shared.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

// Collects standard error in a file while ncurses uses the screen, because a warning of a library
// would scroll it. The file has no name, so nothing is left behind even after a crash.

static int kept = -1;      // the original standard error
static int collected = -1; // the file that replaces it

static int unnamed_file(void) {
  const char *folder = getenv("TMPDIR");
  if (folder == NULL || *folder == 0) folder = "/tmp";
#ifdef O_TMPFILE
  int unnamed = open(folder, O_TMPFILE | O_RDWR | O_APPEND | O_CLOEXEC, 0600);
  if (unnamed >= 0) return unnamed;
#endif
  char path[512];
  int length = snprintf(path, sizeof path, "%s/iam-review-XXXXXX", folder);
  if (length < 0 || (size_t)length >= sizeof path) return -1;
  int file = mkostemp(path, O_CLOEXEC | O_APPEND);
  if (file >= 0) unlink(path);
  return file;
}

void iamr_errors_divert(void) {
  // Standard error that is already redirected does not disturb the screen.
  if (kept >= 0 || !isatty(STDERR_FILENO)) return;
  if (collected < 0) collected = unnamed_file();
  if (collected < 0) return;
  kept = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (kept >= 0) dup2(collected, STDERR_FILENO);
}

void iamr_errors_restore(void) {
  if (kept < 0) return;
  dup2(kept, STDERR_FILENO);
  close(kept);
  kept = -1;
}

void iamr_errors_replay(void) {
  if (collected < 0) return;
  char bytes[1024];
  off_t end = lseek(collected, 0, SEEK_END);
  // Only the end is shown: it is more useful than the beginning, and the terminal can be slow.
  const off_t maximum = 16 * 1024;
  for (off_t at = end > maximum ? end - maximum : 0; at < end;) {
    ssize_t count = pread(collected, bytes, sizeof bytes, at);
    if (count <= 0) break;
    at += count;
    for (ssize_t i = 0; i < count; i++) {
      unsigned char byte = (unsigned char)bytes[i];
      if ((byte < 0x20 && byte != '\n' && byte != '\t') || byte >= 0x7F) bytes[i] = '?';
    }
    (void)!write(STDERR_FILENO, bytes, (size_t)count);
  }
  close(collected);
  collected = -1;
}
