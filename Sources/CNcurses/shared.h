#pragma once
#include <signal.h>
#include <stdbool.h>

// How long a program that was told to end may be held by its terminal.
#define IAMR_PATIENCE_SECONDS 5

// Between the C files of this target; not for Swift.

// What leaves the terminal as it was found without ncurses and without waiting for a terminal that
// takes nothing: for a crash, a hang-up, and a program that is told to end while it cannot write.
void iamr_rescue_arm(void);
void iamr_rescue_disarm(void);
// Keeps what resets the terminal, and catches the signals of a crash.
void iamr_rescue_start(const char *reset);
// Remembers the line's settings before curses changes them.
void iamr_rescue_remember_line(void);
// Resets the terminal if curses has it, at most once; from then on nothing reaches it through
// standard output. Async-signal-safe.
void iamr_rescue(void);

// Whether bytes are being written to the terminal: a write can last as long as the terminal likes.
extern volatile sig_atomic_t iamr_is_writing;
// Whether a signal has told the program to end: it then does not take the terminal back.
extern volatile sig_atomic_t iamr_is_ending;

// Sends standard error to an unnamed file while curses has the screen, and back.
void iamr_errors_divert(void);
void iamr_errors_restore(void);
// Shows on standard error what was kept, control characters replaced; async-signal-safe.
void iamr_errors_replay(void);
