#pragma once
#include <signal.h>
#include <stdbool.h>

// Between the C files of this target; not for Swift.

// What a crash must write and set to leave the terminal as it was found.
void iamr_crash_arm(void);
void iamr_crash_disarm(void);
// Catches the signals of a crash; once.
void iamr_crash_start(const char *reset);
// Remembers the line's settings before curses changes them.
void iamr_crash_remember_line(void);

// Sends standard error to an unnamed file while curses has the screen, and back.
void iamr_errors_divert(void);
void iamr_errors_restore(void);
// Shows on standard error what was kept, control characters replaced; async-signal-safe.
void iamr_errors_replay(void);
