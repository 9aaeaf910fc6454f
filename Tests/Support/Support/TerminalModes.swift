internal import Glibc

/// A terminal's line settings, to be compared before and after.
public struct TerminalModes: Hashable, Sendable {
  public let input: UInt32
  public let output: UInt32
  public let control: UInt32
  public let local: UInt32
  public let characters: [UInt8]

  init(of descriptor: Int32) {
    var modes = termios()
    tcgetattr(descriptor, &modes)
    input = modes.c_iflag
    output = modes.c_oflag
    control = modes.c_cflag
    local = modes.c_lflag
    characters = withUnsafeBytes(of: modes.c_cc) { Array($0) }
  }

  /// Whether what is typed is echoed by the kernel.
  public var echoes: Bool { local & UInt32(ECHO) != 0 }
}
