#define _GNU_SOURCE
#include "shared.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

// Handlers make only async-signal-safe calls. The bytes that they write are prepared in advance.

volatile sig_atomic_t iamr_is_writing;

static char reset_text[256];
static struct termios line;
static bool has_saved_modes;
static volatile sig_atomic_t is_armed;
static const int crashes[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP, SIGSYS};
static struct sigaction before[sizeof crashes / sizeof *crashes];

void iamr_rescue_arm(void) { is_armed = 1; }
void iamr_rescue_disarm(void) { is_armed = 0; }

void iamr_rescue_save_modes(void) { has_saved_modes = tcgetattr(STDOUT_FILENO, &line) == 0; }

// Writes for at most a second, because a terminal that accepts nothing must not keep the process
// alive.
static void write_briefly(int terminal, const char *text, size_t left) {
  int flags = fcntl(terminal, F_GETFL);
  if (flags < 0 || fcntl(terminal, F_SETFL, flags | O_NONBLOCK) < 0) return;
  for (int attempts = 0; left > 0 && attempts < 10;) {
    ssize_t count = write(terminal, text, left);
    if (count > 0) {
      text += count;
      left -= (size_t)count;
    } else if (count < 0 && (errno == EAGAIN || errno == EINTR)) {
      struct pollfd entry = {.fd = terminal, .events = POLLOUT};
      poll(&entry, 1, 100);
      attempts++;
    } else {
      break;
    }
  }
  fcntl(terminal, F_SETFL, flags);
}

void iamr_rescue(void) {
  if (!is_armed) return;
  is_armed = 0;
  // In the background, another program uses the terminal.
  pid_t foreground = tcgetpgrp(STDOUT_FILENO);
  if (foreground > 0 && foreground != getpgrp()) return;
  int terminal = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
  if (terminal < 0) return;
  // Another thread can still be drawing; its next write goes to /dev/null.
  int null_device = open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (null_device >= 0) dup2(null_device, STDOUT_FILENO);
  // The shell must not read keys that were typed for this program.
  tcflush(terminal, TCIFLUSH);
  if (has_saved_modes) tcsetattr(terminal, TCSANOW, &line);
  write_briefly(terminal, reset_text, strlen(reset_text));
  close(terminal);
}

static void crash(int number) {
  if (is_armed) {
    iamr_rescue();
    iamr_errors_restore();
    iamr_errors_replay();
  }
  // Runs the previous handler: the default of the system, unless SWIFT_BACKTRACE is set.
  for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++) {
    if (crashes[i] == number) sigaction(number, &before[i], NULL);
  }
  raise(number);
}

// Ends the process if a signal asked it to end and the terminal accepts no output. A process that
// is still saving, or that got no processor time, gets more time.
static void give_up(int number) {
  (void)number;
  if (!iamr_is_ending) return;
  struct pollfd entry = {.fd = STDOUT_FILENO, .events = POLLOUT};
  if (!iamr_is_writing || poll(&entry, 1, 0) != 0) {
    alarm(IAMR_PATIENCE_SECONDS);
    return;
  }
  iamr_rescue();
  _exit(128 + SIGTERM);
}

static void handle(int number, void (*handler)(int), struct sigaction *old) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  action.sa_flags = SA_ONSTACK | SA_RESTART;
  sigaction(number, &action, old);
}

void iamr_rescue_start(const char *reset) {
  strncpy(reset_text, reset, sizeof reset_text - 1);
  static bool is_started;
  if (is_started) return;
  is_started = true;
  // After a stack overflow, the handler needs another stack.
  static char other_stack[64 * 1024];
  stack_t stack = {.ss_sp = other_stack, .ss_size = sizeof other_stack};
  sigaltstack(&stack, NULL);
  for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++) {
    handle(crashes[i], crash, &before[i]);
  }
  handle(SIGALRM, give_up, NULL);
}
