#pragma once
// What Swift cannot import from ncurses: macros, variadics and mutable globals.
#define NCURSES_WIDECHAR 1
#include <curses.h>
