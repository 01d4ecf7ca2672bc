internal import CNcurses
internal import Platform

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The terminal, while the console uses it.
///
/// Create one `Screen`, then its `EventSource`. Present a frame after each change of the state.
/// Answer `.suspend` with `suspend()`, `.resume` with `regainControl()` and `.hangUp` with `abandon()`.
/// The terminal is restored when the value is destroyed, at `exit`, and after a crash. Only one
/// `Screen` can exist at a time, and all calls must come from one thread.
public struct Screen: ~Copyable {
  /// Whether the terminal shows UTF-8.
  public let isUTF8: Bool
  /// The characters for lines and marks in frames for this terminal.
  public let glyphs: Glyphs
  /// The number of colors that are used.
  public let depth: ColorDepth
  /// The name of the terminal description that is used.
  public let terminalName: String
  /// A message for the auditor if TERM is unknown and another entry is used; nil otherwise.
  public let notice: String?
  /// The descriptor from which keys are read.
  let input: Int32

  private let ownsInput: Bool
  private var painter: Painter
  /// The colors in use.
  public private(set) var theme: Theme
  private var shown: Frame
  private var waiting: Frame?
  private var cursorPlace = Position(row: -1, column: -1)
  private var isAbandoned = false

  /// Takes control of the terminal; nothing is shown before the first frame.
  public init(_ options: TerminalOptions) throws(TerminalError) {
    guard isatty(STDOUT_FILENO) == 1 else { throw .outputIsNoTerminal }
    let asked = options.term ?? Environment.variable("TERM") ?? ""
    let name = try TerminalName(asked: asked, lookUp: Self.lookUp)
    let utf8 = iamr_locale_start()
    let source = try Self.openInput(options)
    // This must precede ncurses, which installs its own handlers for signals that have none.
    _ = iamr_signals_start()
    let description = TerminalDescription.embedded(name.name)
    guard iamr_curses_start(name.name, description, options.mouse) else {
      if source != STDIN_FILENO { close(source) }
      throw .refused(term: name.name)
    }
    input = source
    ownsInput = source != STDIN_FILENO
    isUTF8 = utf8
    glyphs = utf8 && !options.isASCII ? .unicode : .ascii
    depth = options.noColor ? .mono : ColorDepth(colorCount: Int(iamr_color_count()))
    terminalName = name.name
    notice = name.notice
    painter = Painter(theme: options.theme, depth: depth)
    theme = options.theme
    let size = Self.cursesSize()
    shown = Frame(size: size, glyphs: glyphs)
  }

  deinit {
    if !isAbandoned { iamr_curses_stop() }
    if ownsInput { close(input) }
  }

  /// The size of frames for this terminal.
  public var size: Size { shown.size }

  /// Shows a frame by sending the cells that differ from the previous one.
  ///
  /// A frame of another size, after a resize, is drawn completely. Unless `isResting`, the panes
  /// that follow the cursor can keep their previous content. `isBehind` is then true, and
  /// `catchUp()` draws them.
  public mutating func present(_ frame: Frame, isResting: Bool = true) {
    guard !isAbandoned else { return }
    waiting = nil
    if frame.size != shown.size {
      iamr_curses_resize(Int32(frame.size.columns), Int32(frame.size.rows))
      shown = Frame(size: frame.size, glyphs: glyphs)
      cursorPlace = Position(row: -1, column: -1)
      for index in frame.cells.indices { draw(frame, index) }
      shown = frame
    } else {
      let change = FrameChange(from: shown, to: frame, isResting: isResting)
      for index in change.urgent { draw(frame, index) }
      if change.later.isEmpty {
        shown = frame
      } else {
        shown.take(change.urgent, from: frame)
        waiting = frame
      }
    }
    if let cursor = frame.cursor, frame.contains(row: cursor.row, column: cursor.column) {
      cursorPlace = cursor
    }
    iamr_refresh(
      Int32(cursorPlace.row), Int32(cursorPlace.column),
      frame.cursorIsInText && frame.cursor != nil)
  }

  /// Whether panes that follow the cursor still show their previous content.
  public var isBehind: Bool { waiting != nil }

  /// Draws the panes that were left behind, in a pause in typing.
  public mutating func catchUp() {
    if let waiting { present(waiting) }
  }

  /// Draws the last frame again, in case another program wrote over it (Ctrl-L).
  public mutating func redraw() {
    iamr_curses_forget()
    present(waiting ?? shown)
  }

  /// Changes the colors of the current frame and all later ones.
  public mutating func use(_ theme: Theme) {
    painter = Painter(theme: theme, depth: depth)
    self.theme = theme
    for index in shown.cells.indices { draw(shown, index) }
    present(shown)
  }

  /// Turns mouse support on or off.
  public mutating func setMouse(_ wanted: Bool) { iamr_mouse(wanted) }

  /// Sends a text to the clipboard; returns a message about the result.
  func send(_ text: String) -> (words: String, isDone: Bool) {
    Clipboard.send(text, terminal: terminalName)
  }

  /// Gives the terminal to another program, such as an editor or `ssh-keygen`, and then shows the
  /// console again.
  ///
  /// Until then, only the other program receives the signals of keys. If the size changed, the next
  /// batch contains a resize event.
  public mutating func leaveTemporarily<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    iamr_signals_pause()
    iamr_curses_pause()
    defer {
      iamr_signals_resume()
      iamr_curses_resume()
      present(shown)
    }
    return try body()
  }

  /// Stops the job, as Ctrl-Z does in other programs; redraws and returns when the job continues.
  public mutating func suspend() {
    leaveTemporarily { iamr_stop_job() }
  }

  /// Takes control of the terminal again after an unexpected stop.
  public mutating func regainControl() {
    iamr_curses_pause()
    iamr_curses_resume()
    present(shown)
  }

  /// Restores the terminal without waiting for it, because the connection can have dropped.
  public mutating func abandon() {
    isAbandoned = true
    iamr_curses_abandon()
  }

  /// The size that the terminal reports; nil if it reports none.
  static func terminalSize() -> Size? {
    var (columns, rows) = (Int32(0), Int32(0))
    guard iamr_terminal_size(&columns, &rows) else { return nil }
    return Size(columns: Int(columns), rows: Int(rows))
  }

  private static func cursesSize() -> Size {
    var (columns, rows) = (Int32(0), Int32(0))
    iamr_curses_size(&columns, &rows)
    return Size(columns: Int(columns), rows: Int(rows))
  }

  private static func lookUp(_ name: String) -> TerminalName.Entry {
    switch iamr_term_look_up(name, TerminalDescription.embedded(name)) {
    case IAMR_TERM_USABLE: .usable
    case IAMR_TERM_WITHOUT_CURSOR: .withoutCursor
    default: .unknown
    }
  }

  private static func openInput(_ options: TerminalOptions) throws(TerminalError) -> Int32 {
    if isatty(STDIN_FILENO) == 1 { return STDIN_FILENO }
    guard options.readsControllingTerminal else { throw .inputIsNoTerminal }
    let descriptor = open("/dev/tty", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .inputIsNoTerminal }
    return descriptor
  }

  private mutating func draw(_ frame: Frame, _ index: Int) {
    let cell = frame.cells[index]
    // The right half of a wide character is drawn together with the left half.
    guard !cell.glyph.isEmpty else { return }
    let (row, column) = index.quotientAndRemainder(dividingBy: frame.size.columns)
    let isWide = column + 1 < frame.size.columns && frame.cells[index + 1].glyph.isEmpty
    let ink = painter.ink(for: cell)
    iamr_draw(Int32(row), Int32(column), cell.glyph, isWide ? 2 : 1, ink.attributes, ink.pair)
  }
}
