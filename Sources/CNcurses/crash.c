#define _GNU_SOURCE
#include "shared.h"

#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

// A crash must leave a sane terminal and show its message. Only async-signal-safe calls below
// `restore`; what is written was put together beforehand.

static char reset_text[256];
static struct termios line;
static bool knows_line;
static volatile sig_atomic_t is_armed;
static const int numbers[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP};
static struct sigaction before[sizeof numbers / sizeof *numbers];

void iamr_crash_arm(void) { is_armed = 1; }
void iamr_crash_disarm(void) { is_armed = 0; }

void iamr_crash_remember_line(void) { knows_line = tcgetattr(STDOUT_FILENO, &line) == 0; }

static void restore(int number) {
  if (is_armed) {
    is_armed = 0;
    (void)!write(STDOUT_FILENO, reset_text, strlen(reset_text));
    if (knows_line) tcsetattr(STDOUT_FILENO, TCSANOW, &line);
    iamr_errors_restore();
    iamr_errors_replay();
  }
  // Whoever handled it before us (the Swift backtracer, the system's default) does so now.
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
    if (numbers[i] == number) sigaction(number, &before[i], NULL);
  }
  raise(number);
}

void iamr_crash_start(const char *reset) {
  strncpy(reset_text, reset, sizeof reset_text - 1);
  static bool is_started;
  if (is_started) return;
  is_started = true;
  // A stack that overflowed has no room for the handler's frame.
  static char other_stack[64 * 1024];
  stack_t stack = {.ss_sp = other_stack, .ss_size = sizeof other_stack};
  sigaltstack(&stack, NULL);
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = restore;
  action.sa_flags = SA_ONSTACK;
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
    sigaction(numbers[i], &action, &before[i]);
  }
}
