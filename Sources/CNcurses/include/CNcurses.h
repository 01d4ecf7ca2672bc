#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The console's interface to ncurses and signals, as functions that Swift can import. curses.h
// consists of macros, variadic functions and mutable globals, and is included only in the C files.

// The name and version of ncurses, such as "ncurses 6.4.20221231".
const char *_Nonnull iamr_curses_version(void);

// Terminals -------------------------------------------------------------------------------------

typedef enum {
  IAMR_TERM_USABLE,
  // Not described, or a generic entry that does not describe a real terminal.
  IAMR_TERM_UNKNOWN,
  // Known, but it cannot position its cursor.
  IAMR_TERM_WITHOUT_CURSOR,
} iamr_term;

// Looks up `name` in the terminal databases of the machine. If none of them has it, `embedded` is
// used: a description in the form that TERMINFO accepts, or NULL. Changes nothing.
iamr_term iamr_term_look_up(const char *_Nonnull name, const char *_Nullable embedded);

// Sets the character locale from the environment; returns whether it is UTF-8. If the environment
// requests a UTF-8 locale that is not installed, C.UTF-8 or en_US.UTF-8 is used.
bool iamr_locale_start(void);

// Starts ncurses on standard output, with the description that iamr_term_look_up finds; returns
// false if that fails.
bool iamr_curses_start(const char *_Nonnull term, const char *_Nullable embedded, bool mouse);

// Leaves the alternate screen and restores the settings of the terminal; does nothing if already
// paused.
void iamr_curses_pause(void);
// Continues after a pause; the next refresh draws all cells again.
void iamr_curses_resume(void);
// Pauses permanently, restores standard error, and prints what was collected from it.
void iamr_curses_stop(void);
// Restores the terminal without waiting for it, because the connection can have dropped.
void iamr_curses_abandon(void);

// The size of the terminal, at most 1,000 by 1,000. If the terminal reports none, COLUMNS and LINES
// are used; returns false if these are not set either.
bool iamr_terminal_size(int32_t *_Nonnull columns, int32_t *_Nonnull rows);
void iamr_curses_size(int32_t *_Nonnull columns, int32_t *_Nonnull rows);
void iamr_curses_resize(int32_t columns, int32_t rows);
// Writes a whole sequence directly to the terminal, bypassing ncurses. It must not move the cursor
// or draw anything.
void iamr_write_sequence(const char *_Nonnull text);
void iamr_mouse(bool wanted);
// Makes the next refresh draw every cell, including those that did not change.
void iamr_curses_forget(void);

int32_t iamr_color_count(void);
// Defines a color pair; -1 is the default color of the terminal. Returns false if there are too
// many.
bool iamr_define_pair(int32_t pair, int32_t foreground, int32_t background);

enum {
  IAMR_BOLD = 1,
  IAMR_UNDERLINE = 2,
  IAMR_REVERSE = 4,
};

// Draws a base character of `width` columns with its combining marks. If the C library measures
// another width, replacement characters are drawn, because ncurses would otherwise shift the rest
// of the row.
void iamr_draw(int32_t row, int32_t column, const char *_Nonnull utf8, int32_t width,
               uint32_t attributes, int32_t pair);
// Sends the changes and moves the cursor; with a negative row, the cursor is not moved.
void iamr_refresh(int32_t row, int32_t column, bool cursor_is_visible);

// Signals ---------------------------------------------------------------------------------------

// The bytes in the signal pipe, one per signal.
enum {
  IAMR_SIGNAL_RESIZE = 'w',
  IAMR_SIGNAL_HANG_UP = 'h',
  IAMR_SIGNAL_TERMINATE = 't',
  IAMR_SIGNAL_INTERRUPT = 'i',
  IAMR_SIGNAL_SUSPEND = 'z',
  IAMR_SIGNAL_RESUME = 'c',
};

// Converts signals into bytes; returns the descriptor to read them from, or -1.
int32_t iamr_signals_start(void);
// While another program uses the terminal, signals from keys are for that program and are not
// reported.
void iamr_signals_pause(void);
void iamr_signals_resume(void);
// Stops the foreground job as Ctrl-Z does; returns when it continues.
void iamr_stop_job(void);

// Lowers the priority of this thread and of the threads that it starts, on Linux only.
void iamr_lower_priority(void);

// Returns the descriptor that becomes readable when a thread calls iamr_wake, or -1.
int32_t iamr_wake_start(void);
void iamr_wake(void);
