internal import CCurses
internal import Glibc

/// The terminal: shows frames, reads keystrokes.
///
/// Of one thread only, the main thread, and one at a time: ncurses keeps its state in globals.
public final class Terminal {
  private let openedScreen: OpaquePointer
  let isInsideTmux: Bool
  private let depth: ColourDepth
  private let isUTF8: Bool
  private var looks: [Role: (attributes: Int32, pair: Int32)] = [:]
  private var shown: Frame?
  private var isOpen = true
  var reader = KeystrokeReader()
  var secretReader = SecretKeystrokeReader()

  /// To be waited for together with all else that the main loop waits for.
  public let inputDescriptor: Int32
  private let outputDescriptor: Int32

  var screen: OpaquePointer {
    precondition(isOpen, "the terminal has been given back")
    return openedScreen
  }

  /// The terminal has gone away; there will be no more keystrokes.
  public internal(set) var isDisconnected = false

  /// Takes over the controlling terminal, or the one behind the given descriptors, which stay the caller's.
  ///
  /// - Parameter environment: TERM, COLORTERM, NO_COLOR, TMUX and the locale count.
  public init(
    theme: Theme, environment: [String: String], input: Int32? = nil, output: Int32? = nil
  ) throws(TerminalError) {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? "C"
    isUTF8 = claviger_set_character_encoding(locale)
    isInsideTmux = environment["TMUX"] != nil

    outputDescriptor = output.map(claviger_duplicate) ?? claviger_open_controlling_terminal()
    inputDescriptor = input.map(claviger_duplicate) ?? claviger_duplicate(outputDescriptor)
    guard isatty(outputDescriptor) == 1, isatty(inputDescriptor) == 1 else {
      Glibc.close(outputDescriptor)
      Glibc.close(inputDescriptor)
      throw .notATerminal
    }
    let name = environment["TERM"] ?? ""
    let wantsColour = (environment["NO_COLOR"] ?? "").isEmpty
    let type = wantsColour ? Self.directColourType(of: name, environment, outputDescriptor) ?? name : name
    var screen: OpaquePointer?
    switch claviger_screen_open(type, inputDescriptor, outputDescriptor, wantsColour, &screen) {
    case CLAVIGER_UNKNOWN_TERMINAL: throw .unknownTERM(name)
    case CLAVIGER_DUMB_TERMINAL: throw .dumb(name)
    default: break
    }
    guard let screen else { throw .notATerminal }
    openedScreen = screen
    depth = wantsColour ? ColourDepth(colours: Int(claviger_screen_colours(screen))) : .none
    use(theme)
    _ = resizeIfNeeded()
  }

  deinit { leave() }

  /// ncurses does not look at COLORTERM: what stands there is told by the terminal type instead, where such a type
  /// is installed. Those that call themselves xterm are told colours as VTE is, with semicolons, which all of them
  /// understand; xterm's own form with colons is not as common.
  private static func directColourType(
    of name: String, _ environment: [String: String], _ output: Int32
  ) -> String? {
    guard ["truecolor", "24bit"].contains(environment["COLORTERM"]) else { return nil }
    let base = name.hasSuffix("-256color") ? String(name.dropLast(9)) : name
    let candidates =
      switch base {
      case "xterm": ["vte-direct", "xterm-direct"]
      case "screen" where environment["TMUX"] != nil: ["tmux-direct"]
      default: ["\(base)-direct"]
      }
    return candidates.first { claviger_terminal_is_known($0, output) }
  }

  /// Changes what roles look like; the next frame is drawn whole.
  public func use(_ theme: Theme) {
    var pairs: [[Int32]: Int32] = [:]
    for role in Role.allCases {
      let look = Look(theme[role], on: theme[.text], depth: depth)
      let colours = [look.foreground, look.background]
      var pair: Int32 = 0
      if depth != .none, colours != [-1, -1] {
        pair = pairs[colours] ?? Int32(pairs.count + 1)
        if pairs[colours] == nil { claviger_screen_set_pair(screen, pair, look.foreground, look.background) }
        pairs[colours] = pair
      }
      looks[role] = (look.attributes.rawValue, pair)
    }
    shown = nil
  }

  public var size: ScreenSize {
    var rows: Int32 = 0
    var columns: Int32 = 0
    claviger_screen_size(screen, &rows, &columns)
    return ScreenSize(width: Int(columns), height: Int(rows))
  }

  /// Follows the window's size. Answers whether it changed; then a new frame is due.
  public func resizeIfNeeded() -> Bool {
    var rows: Int32 = 0
    var columns: Int32 = 0
    guard claviger_window_size(outputDescriptor, &rows, &columns),
      size != ScreenSize(width: Int(columns), height: Int(rows))
    else { return false }
    claviger_screen_resize(screen, rows, columns)
    shown = nil
    return true
  }

  /// Shows a frame. Only what changed since the last one is sent.
  public func draw(_ frame: Frame) {
    let size = size
    let previous = shown?.size == frame.size ? shown : nil
    if previous == nil, let ground = looks[.text] { claviger_screen_erase(screen, ground.attributes, ground.pair) }
    for row in 0..<min(frame.height, size.height) {
      for column in 0..<min(frame.width, size.width) {
        let cell = frame[row, column]
        if cell.isContinuation || previous?[row, column] == cell { continue }
        let isWide = column + 1 < frame.width && frame[row, column + 1].isContinuation
        put(cell, width: isWide ? 2 : 1, row: row, column: column, columns: size.width)
      }
    }
    shown = frame
    show()
  }

  private func put(_ cell: Cell, width: Int, row: Int, column: Int, columns: Int) {
    guard let look = looks[cell.role] else { return }
    let fits = column + width <= columns
    var scalars: [UInt32] = []
    if !fits {
      scalars = [0x20]
    } else if isUTF8 {
      scalars = cell.character.unicodeScalars.map(\.value)
    } else {
      scalars = [AsciiSubstitute.scalar(for: cell.character)]
    }
    claviger_screen_put(
      screen, Int32(row), Int32(column), scalars, Int32(scalars.count), Int32(fits ? width : 1), look.attributes,
      look.pair)
  }

  private func show() {
    let size = size
    guard let cursor = shown?.cursor, (0..<size.height).contains(cursor.row), (0..<size.width).contains(cursor.column)
    else { return claviger_screen_show(screen, -1, 0) }
    claviger_screen_show(screen, Int32(cursor.row), Int32(cursor.column))
  }

  /// Sends everything anew, for a screen that something else has written on.
  public func redraw() { claviger_screen_redraw(screen) }

  /// Stops the process, as Ctrl-Z does elsewhere, and comes back when it is continued.
  public func suspend() {
    claviger_screen_suspend(screen)
    _ = resizeIfNeeded()
  }

  /// Gives the terminal back as it was found. Nothing may be drawn or read afterwards.
  public func close() { leave() }

  private func leave() {
    guard isOpen else { return }
    isOpen = false
    claviger_screen_close(openedScreen)
  }
}
