internal import Glibc
internal import SecretMemory

/// The first line of what a file or a command gives, as it comes in; what follows the line is thrown away.
struct PINLine {
  enum Progress {
    case more
    case waiting
    case ended
  }

  private static let longest = 255

  /// Twice as large as a line may be, so that there is always room for what is thrown away.
  private let buffer: UnsafeMutableRawBufferPointer
  private var filled = 0
  private var newline: Int?

  /// Lets `fill` take in a line, and answers it in locked memory.
  ///
  /// - Parameter source: names in errors where the line comes from.
  static func secret(
    from source: String, fill: (inout PINLine) throws(SettingsError) -> Void
  ) throws(SettingsError) -> SecretBytes {
    try SecretBytes(count: 2 * (longest + 1)) { (buffer) throws(SettingsError) -> Int in
      var line = PINLine(buffer: buffer)
      try fill(&line)
      return try line.length(source)
    }
  }

  private init(buffer: UnsafeMutableRawBufferPointer) { self.buffer = buffer }

  /// Whether no further byte can change the line.
  var isDecided: Bool { newline != nil || filled > Self.longest }

  /// Reads once.
  mutating func take(from descriptor: Int32) -> Progress {
    let start = isDecided ? Self.longest + 1 : filled
    let count = Glibc.read(descriptor, buffer.baseAddress?.advanced(by: start), buffer.count - start)
    if count < 0 { return errno == EINTR ? .more : errno == EAGAIN ? .waiting : .ended }
    if count == 0 { return .ended }
    if !isDecided {
      newline = buffer[start..<start + count].firstIndex(of: UInt8(ascii: "\n"))
      filled += count
    }
    return .more
  }

  private func length(_ source: String) throws(SettingsError) -> Int {
    let length = newline ?? filled
    guard length > 0 else { throw SettingsError("\(source) gives no PIN: its first line is empty") }
    guard length <= Self.longest else {
      throw SettingsError("\(source) gives no PIN: its first line is longer than \(Self.longest) bytes")
    }
    // Sent as it is it would be a wrong PIN, and some tokens lock after three.
    guard buffer[length - 1] != UInt8(ascii: "\r") else {
      throw SettingsError(
        "\(source) gives a line that ends in a carriage return", remedy: "write it with Unix line ends")
    }
    return length
  }
}
