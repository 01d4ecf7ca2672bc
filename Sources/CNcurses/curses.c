#define _XOPEN_SOURCE 700
#define _DEFAULT_SOURCE
#define NCURSES_WIDECHAR 1
#include "CNcurses.h"
#include "shared.h"

#include <curses.h>
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <unistd.h>
#include <wchar.h>

// term.h defines this common word as a macro.
#undef columns

#define BRACKETED_PASTE_ON "\033[?2004h"
#define BRACKETED_PASTE_OFF "\033[?2004l"
#define MOUSE_ON "\033[?1000h\033[?1006h"
#define MOUSE_OFF "\033[?1006l\033[?1000l"
// Cancels an incomplete sequence, including strings that continue up to a terminator.
#define CANCEL "\030\033\\"
// Larger screens are used only up to this size, because a terminal could report any size and
// exhaust the memory.
#define MAX_COLUMNS 1000
#define MAX_ROWS 1000

static SCREEN *screen;
static bool wants_mouse, is_ansi, is_utf8, is_on, has_default_colors;
static int cursor_state = -1;

// tigetstr returns (char *)-1 for a capability that is not a string.
static const char *capability(const char *name) {
  const char *value = tigetstr((char *)name);
  return value == (char *)-1 ? NULL : value;
}

// Sets an environment variable, or removes it if `value` is NULL.
static void put_variable(const char *name, const char *value) {
  if (value == NULL) unsetenv(name);
  else setenv(name, value, 1);
}

// Sets an environment variable; returns a copy of its earlier value for `restore_variable`.
static char *exchange_variable(const char *name, const char *value) {
  const char *earlier = getenv(name);
  char *copy = earlier == NULL ? NULL : strdup(earlier);
  put_variable(name, value);
  return copy;
}

static void restore_variable(const char *name, char *earlier) {
  put_variable(name, earlier);
  free(earlier);
}

static iamr_term look_up(const char *name) {
  int status = 0;
  if (setupterm(name, STDOUT_FILENO, &status) != OK) return IAMR_TERM_UNKNOWN;
  bool generic = tigetflag("gn") > 0;
  bool places_cursor = capability("cup") != NULL;
  del_curterm(cur_term);
  if (generic) return IAMR_TERM_UNKNOWN;
  return places_cursor ? IAMR_TERM_USABLE : IAMR_TERM_WITHOUT_CURSOR;
}

iamr_term iamr_term_look_up(const char *name, const char *embedded) {
  iamr_term found = look_up(name);
  if (found != IAMR_TERM_UNKNOWN || embedded == NULL) return found;
  char *earlier = exchange_variable("TERMINFO", embedded);
  found = look_up(name);
  restore_variable("TERMINFO", earlier);
  return found;
}

static bool wants_utf8(void) {
  const char *names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
  for (size_t i = 0; i < 3; i++) {
    const char *value = getenv(names[i]);
    if (value == NULL || *value == 0) continue;
    return strstr(value, "UTF-8") || strstr(value, "utf8") || strstr(value, "UTF8") ||
           strstr(value, "utf-8");
  }
  return false;
}

static bool locale_is_utf8(void) { return strcmp(nl_langinfo(CODESET), "UTF-8") == 0; }

bool iamr_locale_start(void) {
  setlocale(LC_CTYPE, "");
  is_utf8 = locale_is_utf8();
  if (!is_utf8 && wants_utf8()) {
    const char *others[] = {"C.UTF-8", "C.utf8", "en_US.UTF-8"};
    for (size_t i = 0; i < 3 && !is_utf8; i++) {
      is_utf8 = setlocale(LC_CTYPE, others[i]) != NULL && locale_is_utf8();
    }
  }
  return is_utf8;
}

// Appends a capability without its $<padding>, because a crash handler cannot wait.
static void append(char *all, size_t size, const char *text) {
  size_t end = strlen(all);
  for (; text != NULL && *text != 0 && end + 1 < size; text++) {
    if (text[0] == '$' && text[1] == '<') {
      const char *close = strchr(text, '>');
      if (close != NULL) {
        text = close;
        continue;
      }
    }
    all[end++] = *text;
  }
  all[end] = 0;
}

static void prepare_rescue(void) {
  char reset[256] = "";
  // Mouse support can be turned on later.
  if (is_ansi) append(reset, sizeof reset, CANCEL MOUSE_OFF BRACKETED_PASTE_OFF);
  append(reset, sizeof reset, capability("sgr0"));
  append(reset, sizeof reset, capability("op"));
  append(reset, sizeof reset, capability("cnorm"));
  append(reset, sizeof reset, capability("rmcup"));
  append(reset, sizeof reset, "\r\n");
  iamr_rescue_start(reset);
}

// Writes directly to the terminal, because putp would leave the text in a buffer that ncurses does
// not send. Always writes the whole text, because the terminal would read later output as the rest
// of an incomplete sequence.
static void write_all(const char *text) {
  size_t left = strlen(text);
  iamr_is_writing = 1;
  while (left > 0) {
    ssize_t count = write(STDOUT_FILENO, text, left);
    if (count > 0) {
      text += count;
      left -= (size_t)count;
    } else if (count < 0 && errno == EAGAIN) {
      struct pollfd entry = {.fd = STDOUT_FILENO, .events = POLLOUT};
      poll(&entry, 1, -1);
    } else if (count == 0 || errno != EINTR) {
      break;
    }
  }
  iamr_is_writing = 0;
}

void iamr_write_sequence(const char *text) {
  if (is_on) write_all(text);
}

void iamr_mouse(bool wanted) {
  if (!is_on || !is_ansi || wanted == wants_mouse) return;
  wants_mouse = wanted;
  write_all(wanted ? MOUSE_ON : MOUSE_OFF);
}

static void extras_on(void) {
  if (is_ansi) write_all(BRACKETED_PASTE_ON);
  if (wants_mouse) write_all(MOUSE_ON);
}

static void extras_off(void) {
  if (wants_mouse) write_all(MOUSE_OFF);
  if (is_ansi) write_all(BRACKETED_PASTE_OFF);
}

static void stop_at_exit(void) { iamr_curses_stop(); }

// Passes the size to ncurses in these variables, so that it never exceeds the maximum. ncurses
// would accept any size from the terminal itself, and finds none in the database for some
// terminals. Programs that are started later do not inherit the variables.
static SCREEN *new_terminal(const char *term, const char *embedded) {
  int32_t size[2];
  if (!iamr_terminal_size(&size[0], &size[1])) {
    size[0] = 80;
    size[1] = 24;
  }
  const char *names[] = {"COLUMNS", "LINES", "TERMINFO"};
  int count = embedded != NULL && look_up(term) == IAMR_TERM_UNKNOWN ? 3 : 2;
  char *earlier[3];
  for (int i = 0; i < count; i++) {
    char text[16];
    if (i < 2) snprintf(text, sizeof text, "%d", size[i]);
    earlier[i] = exchange_variable(names[i], i < 2 ? text : embedded);
  }
  use_env(TRUE);
  use_tioctl(FALSE);
  SCREEN *started = newterm(term, stdout, stdin);
  for (int i = 0; i < count; i++) restore_variable(names[i], earlier[i]);
  return started;
}

const char *iamr_curses_version(void) { return curses_version(); }

bool iamr_curses_start(const char *term, const char *embedded, bool mouse) {
  iamr_rescue_save_modes();
  screen = new_terminal(term, embedded);
  if (screen == NULL) return false;
  set_term(screen);
  const char *cup = capability("cup");
  is_ansi = cup != NULL && cup[0] == '\033' && cup[1] == '[';
  wants_mouse = mouse && is_ansi;
  // Ctrl-C, Ctrl-Z and Ctrl-S arrive as ordinary bytes, so that they keep their position in the
  // input and are text in a paste.
  raw();
  noecho();
  nonl();
  // Do not interrupt drawing when a key is waiting.
  typeahead(-1);
  leaveok(stdscr, FALSE);
  if (has_colors()) {
    start_color();
    has_default_colors = use_default_colors() == OK;
  }
  prepare_rescue();
  iamr_rescue_arm();
  iamr_errors_divert();
  extras_on();
  cursor_state = -1;
  is_on = true;
  static bool registered;
  if (!registered) atexit(stop_at_exit);
  registered = true;
  return true;
}

void iamr_curses_pause(void) {
  if (!is_on) return;
  is_on = false;
  extras_off();
  if (cursor_state == 0) curs_set(1);
  cursor_state = -1;
  iamr_is_writing = 1;
  endwin();
  iamr_is_writing = 0;
  // Without an alternate screen, later output would begin in the last line of the console.
  if (capability("rmcup") == NULL) {
    putchar('\n');
    fflush(stdout);
  }
  iamr_rescue_disarm();
  iamr_errors_restore();
}

void iamr_curses_resume(void) {
  // If a signal arrived while another program used the terminal, this one must not use it again: in
  // the background, that would stop the process.
  if (is_on || screen == NULL || iamr_is_ending) return;
  is_on = true;
  iamr_errors_divert();
  iamr_rescue_arm();
  reset_prog_mode();
  extras_on();
  clearok(curscr, TRUE);
}

void iamr_curses_stop(void) {
  iamr_curses_pause();
  if (screen == NULL) return;
  delscreen(screen);
  screen = NULL;
  iamr_errors_replay();
}

void iamr_curses_abandon(void) {
  if (screen == NULL) return;
  is_on = false;
  screen = NULL;
  iamr_rescue();
  iamr_errors_restore();
}

// The number in an environment variable; 0 if there is none.
static int32_t number_in(const char *name) {
  const char *value = getenv(name);
  char *end = NULL;
  long number = value == NULL ? 0 : strtol(value, &end, 10);
  return value == NULL || *end != 0 || number < 1 || number > INT16_MAX ? 0 : (int32_t)number;
}

bool iamr_terminal_size(int32_t *columns, int32_t *rows) {
  struct winsize size;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 && size.ws_row > 0) {
    *columns = size.ws_col;
    *rows = size.ws_row;
  } else {
    // A serial line does not report a size. On other terminals the variables are not used first,
    // because they can be left over from another terminal.
    *columns = number_in("COLUMNS");
    *rows = number_in("LINES");
  }
  if (*columns > MAX_COLUMNS) *columns = MAX_COLUMNS;
  if (*rows > MAX_ROWS) *rows = MAX_ROWS;
  return *columns > 0 && *rows > 0;
}

void iamr_curses_size(int32_t *columns, int32_t *rows) {
  *columns = COLS;
  *rows = LINES;
}

void iamr_curses_resize(int32_t columns, int32_t rows) {
  if (!is_on || columns < 1 || rows < 1) return;
  resize_term(rows, columns);
  iamr_curses_forget();
}

void iamr_curses_forget(void) {
  if (is_on) clearok(curscr, TRUE);
}

int32_t iamr_color_count(void) { return screen != NULL && has_colors() ? COLORS : 0; }

bool iamr_define_pair(int32_t pair, int32_t foreground, int32_t background) {
  if (pair >= COLOR_PAIRS || pair > INT16_MAX) return false;
  if (!has_default_colors) {
    if (foreground < 0) foreground = COLOR_WHITE;
    if (background < 0) background = COLOR_BLACK;
  }
  return init_pair((short)pair, (short)foreground, (short)background) == OK;
}

// Decodes UTF-8 without mbrtowc, which does not decode it in a C locale.
static size_t decode(const char *utf8, wchar_t *wide, size_t limit) {
  size_t count = 0;
  const unsigned char *byte = (const unsigned char *)utf8;
  while (*byte != 0 && count < limit) {
    int more = *byte < 0x80 ? 0 : *byte < 0xE0 ? 1 : *byte < 0xF0 ? 2 : 3;
    uint32_t code = more == 0 ? *byte : *byte & (0x3Fu >> more);
    byte++;
    for (; more > 0 && (*byte & 0xC0) == 0x80; more--) code = code << 6 | (*byte++ & 0x3Fu);
    wide[count++] = (wchar_t)code;
  }
  wide[count] = 0;
  return count;
}

// Whether the C library, and therefore ncurses, measures the same width as the frame.
static bool has_expected_width(const wchar_t *wide, size_t count, int32_t width) {
  if (wide[0] < 0x7F) {
    if (width != 1) return false;
  } else if (!is_utf8 || wcwidth(wide[0]) != width) {
    return false;
  }
  for (size_t i = 1; i < count; i++) {
    if (wcwidth(wide[i]) != 0) return false;
  }
  return true;
}

void iamr_draw(int32_t row, int32_t column, const char *utf8, int32_t width, uint32_t attributes,
               int32_t pair) {
  wchar_t wide[CCHARW_MAX + 1];
  size_t count = decode(utf8, wide, CCHARW_MAX);
  if (count == 0 || !is_on) return;
  attr_t attr = A_NORMAL;
  if (attributes & IAMR_BOLD) attr |= A_BOLD;
  if (attributes & IAMR_UNDERLINE) attr |= A_UNDERLINE;
  if (attributes & IAMR_REVERSE) attr |= A_REVERSE;
  int times = 1;
  if (!has_expected_width(wide, count, width)) {
    times = width;
    wide[0] = is_utf8 ? 0xFFFD : '?';
    wide[1] = 0;
  }
  cchar_t cell;
  if (setcchar(&cell, wide, attr, (short)pair, NULL) != OK) return;
  // For the last cell of the screen, ERR is returned because the cursor cannot advance, but the
  // cell is drawn.
  for (int i = 0; i < times; i++) mvadd_wch(row, column + i, &cell);
}

void iamr_refresh(int32_t row, int32_t column, bool cursor_is_visible) {
  if (!is_on) return;
  int wanted = cursor_is_visible ? 1 : 0;
  if (wanted != cursor_state) curs_set(wanted);
  cursor_state = wanted;
  if (row >= 0) move(row, column);
  iamr_is_writing = 1;
  refresh();
  iamr_is_writing = 0;
}
