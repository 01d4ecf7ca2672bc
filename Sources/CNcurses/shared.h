#pragma once
#include <signal.h>
#include <stdbool.h>

// The time limit for a terminal that accepts no output, after a signal asked the process to end.
#define IAMR_PATIENCE_SECONDS 5

// Declarations shared by the C files of this target; Swift cannot see them.

// Restores the terminal without ncurses, and without waiting for a terminal that accepts no output:
// after a crash, after a hang-up, and when a signal ends the process while it cannot write.
void iamr_rescue_arm(void);
void iamr_rescue_disarm(void);
// Stores the sequence that resets the terminal, and catches the signals of a crash.
void iamr_rescue_start(const char *reset);
// Stores the settings of the terminal before ncurses changes them.
void iamr_rescue_save_modes(void);
// Resets the terminal if ncurses uses it, at most once. Later output to standard output is
// discarded. Async-signal-safe.
void iamr_rescue(void);

// Whether bytes are being written to the terminal; a write can block for any time.
extern volatile sig_atomic_t iamr_is_writing;
// Whether a signal asked the process to end. It then does not use the terminal again after a pause.
extern volatile sig_atomic_t iamr_is_ending;

// Redirects standard error to an unnamed file while ncurses uses the screen, and restores it.
void iamr_errors_divert(void);
void iamr_errors_restore(void);
// Prints the collected text to standard error, with control characters replaced. Async-signal-safe.
void iamr_errors_replay(void);
