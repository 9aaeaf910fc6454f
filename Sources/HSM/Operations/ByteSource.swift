internal import Foundation

/// Bytes to work on, from a file, a pipe or memory, of any length.
public final class ByteSource {
  private enum Origin {
    case descriptor(Int32, isOwn: Bool)
    case bytes([UInt8])
  }
  private let origin: Origin
  private let name: String
  /// Where the bytes to work on begin, and how many of them were read.
  private var beginning = 0
  private var position = 0

  /// Opens a file for reading.
  public init(path: String) throws(HSMError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.unreadable(path) }
    origin = .descriptor(descriptor, isOwn: true)
    name = path
  }

  /// Reads from where a descriptor stands; it stays the caller's.
  public init(descriptor: Int32, name: String) {
    origin = .descriptor(descriptor, isOwn: false)
    self.name = name
  }

  public init(_ bytes: [UInt8]) {
    origin = .bytes(bytes)
    name = "the input"
  }

  deinit { if case .descriptor(let descriptor, isOwn: true) = origin { close(descriptor) } }

  /// Reads what stands before the bytes to work on, such as an initialisation vector.
  ///
  /// - Throws: `HSMError` where there are fewer bytes.
  public func readPrefix(_ count: Int) throws(HSMError) -> [UInt8] {
    var prefix = [UInt8](repeating: 0, count: count)
    let result = prefix.withUnsafeMutableBytes { room in Result { () throws(HSMError) in try read(into: room) } }
    guard try result.get() == count else {
      throw HSMError(
        .failed, "\(name) is shorter than the \(count) bytes of its initialisation vector",
        remedy: "give the whole cipher text, or the vector by --iv")
    }
    beginning += count
    position = 0
    return prefix
  }

  /// Reads all of a short file.
  ///
  /// - Throws: `HSMError` where there is more than `limit` bytes.
  public func readAll(atMost limit: Int) throws(HSMError) -> [UInt8] {
    var room = [UInt8](repeating: 0, count: limit + 1)
    let count = try room.withUnsafeMutableBytes { room in
      Result { () throws(HSMError) in try read(into: room) }
    }.get()
    guard count <= limit else {
      throw HSMError(.failed, "\(name) has more than \(limit) bytes", remedy: "look at the file")
    }
    return Array(room.prefix(count))
  }

  /// Goes back to the beginning; false for a pipe, of which something was read.
  func rewind() -> Bool {
    if position == 0 { return true }
    if case .descriptor(let descriptor, let isOwn) = origin {
      guard isOwn, lseek(descriptor, off_t(beginning), SEEK_SET) == off_t(beginning) else { return false }
    }
    position = 0
    return true
  }

  /// Fills the room as far as there are bytes; fewer come at the end only.
  func read(into room: UnsafeMutableRawBufferPointer) throws(HSMError) -> Int {
    var filled = 0
    switch origin {
    case .bytes(let bytes):
      let start = beginning + position
      filled = min(room.count, bytes.count - start)
      room.copyBytes(from: bytes[start..<start + filled])
    case .descriptor(let descriptor, _):
      while filled < room.count {
        let count = Foundation.read(descriptor, room.baseAddress.map { $0 + filled }, room.count - filled)
        if count < 0, errno == EINTR { continue }
        guard count >= 0 else { throw Self.unreadable(name) }
        if count == 0 { break }
        filled += count
      }
    }
    position += filled
    return filled
  }

  private static func unreadable(_ name: String) -> HSMError {
    HSMError(.failed, "\(name) cannot be read: \(String(cString: strerror(errno)))", remedy: "look at the file")
  }
}
