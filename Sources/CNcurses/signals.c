#define _GNU_SOURCE
#include "CNcurses.h"
#include "shared.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

static int signal_pipe[2] = {-1, -1};
static int wake_pipe[2] = {-1, -1};
static volatile sig_atomic_t is_away;
volatile sig_atomic_t iamr_is_ending;

// The signals that end a process unless they are caught, and would leave the terminal unrestored.
static const int ending[] = {
    SIGTERM, SIGQUIT, SIGUSR1, SIGUSR2, SIGVTALRM, SIGPROF, SIGXCPU,
#ifdef __linux__
    SIGIO, SIGPWR, SIGSTKFLT,
#endif
};

// Neither end blocks. A full pipe needs no further byte to wake the reader.
static bool open_pipe(int ends[2]) {
  if (ends[0] >= 0) return true;
  if (pipe(ends) != 0) return false;
  for (int i = 0; i < 2; i++) {
    fcntl(ends[i], F_SETFD, FD_CLOEXEC);
    fcntl(ends[i], F_SETFL, O_NONBLOCK);
  }
  return true;
}

static void note(int number) {
  int kept = errno;
  char byte = 0;
  switch (number) {
  case SIGWINCH: byte = IAMR_SIGNAL_RESIZE; break;
  case SIGHUP: byte = IAMR_SIGNAL_HANG_UP; break;
  case SIGQUIT: byte = is_away ? 0 : IAMR_SIGNAL_TERMINATE; break;
  case SIGINT: byte = is_away ? 0 : IAMR_SIGNAL_INTERRUPT; break;
  case SIGTSTP: byte = IAMR_SIGNAL_SUSPEND; break;
  case SIGCONT: byte = is_away ? 0 : IAMR_SIGNAL_RESUME; break;
  default: byte = IAMR_SIGNAL_TERMINATE; break;
  }
  if (byte == IAMR_SIGNAL_HANG_UP || byte == IAMR_SIGNAL_TERMINATE) {
    iamr_is_ending = 1;
    if (!is_away) alarm(IAMR_PATIENCE_SECONDS);
  }
  if (byte != 0) (void)!write(signal_pipe[1], &byte, 1);
  errno = kept;
}

static void handle(int number, void (*handler)(int)) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;
  sigaction(number, &action, NULL);
}

int32_t iamr_signals_start(void) {
  if (!open_pipe(signal_pipe)) return -1;
  const int numbers[] = {SIGWINCH, SIGINT, SIGTSTP, SIGCONT};
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) handle(numbers[i], note);
  for (size_t i = 0; i < sizeof ending / sizeof *ending; i++) handle(ending[i], note);
  // A program that reads our output can exit before it has read everything.
  handle(SIGPIPE, SIG_IGN);
  // nohup ignores SIGHUP, and that is kept.
  struct sigaction old;
  if (sigaction(SIGHUP, NULL, &old) == 0 && old.sa_handler != SIG_IGN) handle(SIGHUP, note);
  // A multi-threaded parent can have started this process with signals blocked.
  sigset_t wanted;
  sigemptyset(&wanted);
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) sigaddset(&wanted, numbers[i]);
  for (size_t i = 0; i < sizeof ending / sizeof *ending; i++) sigaddset(&wanted, ending[i]);
  sigaddset(&wanted, SIGHUP);
  sigaddset(&wanted, SIGALRM);
  pthread_sigmask(SIG_UNBLOCK, &wanted, NULL);
  return signal_pipe[0];
}

void iamr_signals_pause(void) {
  is_away = 1;
  // The terminal is restored already, so a stop needs no preparation.
  handle(SIGTSTP, SIG_DFL);
}

void iamr_signals_resume(void) {
  is_away = 0;
  handle(SIGTSTP, note);
}

void iamr_stop_job(void) {
  iamr_signals_pause();
  kill(0, SIGTSTP);
  iamr_signals_resume();
}

void iamr_lower_priority(void) {
#ifdef __linux__
  // On Linux, each thread has its own priority and passes it on to new threads.
  setpriority(PRIO_PROCESS, (id_t)syscall(SYS_gettid), 10);
#endif
}

int32_t iamr_wake_start(void) { return open_pipe(wake_pipe) ? wake_pipe[0] : -1; }

void iamr_wake(void) {
  char byte = 1;
  if (wake_pipe[1] >= 0) (void)!write(wake_pipe[1], &byte, 1);
}
