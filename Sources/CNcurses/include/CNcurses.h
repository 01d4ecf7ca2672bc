#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// All that the console asks of ncurses and of signals, as functions that Swift can import: curses.h
// itself is macros, variadics and mutable globals, and stays inside the C files.

// Terminals -------------------------------------------------------------------------------------

typedef enum {
  IAMR_TERM_USABLE,
  // Not in the database, or a generic entry that says nothing of a real terminal.
  IAMR_TERM_UNKNOWN,
  // Known, and it cannot place its cursor.
  IAMR_TERM_WITHOUT_CURSOR,
} iamr_term;

// Looks `name` up in the terminal database, and changes nothing.
iamr_term iamr_term_look_up(const char *_Nonnull name);

// Sets the character locale from the environment; true where it is UTF-8. A locale that is asked
// for as UTF-8 and not installed becomes C.UTF-8.
bool iamr_locale_start(void);

// Starts ncurses on standard output; false where it will not.
bool iamr_curses_start(const char *_Nonnull term, bool mouse);

// Leaves the alternate screen and gives the line its old settings; nothing where that is done.
void iamr_curses_pause(void);
// Comes back after a pause; the next refresh draws all cells again.
void iamr_curses_resume(void);
// As pause, for good: also gives standard error back and shows what was kept of it.
void iamr_curses_stop(void);
// Leaves the terminal as it was found without waiting for it: the connection may have dropped.
void iamr_curses_abandon(void);

// How large the terminal says it is, at most 1,000 by 1,000; COLUMNS and LINES where it does not
// know; false where nothing does.
bool iamr_terminal_size(int32_t *_Nonnull columns, int32_t *_Nonnull rows);
void iamr_curses_size(int32_t *_Nonnull columns, int32_t *_Nonnull rows);
void iamr_curses_resize(int32_t columns, int32_t rows);
// Writes a sequence to the terminal past ncurses, all of it: one that moves no cursor and draws
// nothing.
void iamr_tell(const char *_Nonnull text);
void iamr_mouse(bool wanted);
// Makes the next refresh draw every cell, whatever is believed to stand there.
void iamr_curses_forget(void);

int32_t iamr_color_count(void);
// Defines a pair of colours; -1 is the terminal's own.
bool iamr_define_pair(int32_t pair, int32_t foreground, int32_t background);

enum {
  IAMR_BOLD = 1,
  IAMR_UNDERLINE = 2,
  IAMR_REVERSE = 4,
};

// Draws one cell: a base character of `width` columns and the marks on it. What the C library
// measures otherwise is drawn as replacements, else ncurses would shift the rest of the row.
void iamr_draw(int32_t row, int32_t column, const char *_Nonnull utf8, int32_t width,
               uint32_t attributes, int32_t pair);
// Sends what changed and leaves the cursor at a place; a negative row leaves it where it is.
void iamr_refresh(int32_t row, int32_t column, bool cursor_is_visible);

// Signals ---------------------------------------------------------------------------------------

// Bytes in the signal pipe, one a signal.
enum {
  IAMR_SIGNAL_RESIZE = 'w',
  IAMR_SIGNAL_HANG_UP = 'h',
  IAMR_SIGNAL_TERMINATE = 't',
  IAMR_SIGNAL_INTERRUPT = 'i',
  IAMR_SIGNAL_SUSPEND = 'z',
  IAMR_SIGNAL_RESUME = 'c',
};

// Makes signals into bytes; the descriptor to read them from, or -1.
int32_t iamr_signals_start(void);
// While another program has the terminal its keys' signals are that program's: none are written.
void iamr_signals_pause(void);
void iamr_signals_resume(void);
// Stops the foreground job as Ctrl-Z does, and returns when it goes on.
void iamr_stop_job(void);

// Lets other threads go first; threads that this one starts do so too.
void iamr_give_way(void);

// The descriptor that becomes readable when a thread calls iamr_wake, or -1.
int32_t iamr_wake_start(void);
void iamr_wake(void);
