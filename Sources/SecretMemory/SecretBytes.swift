internal import CSecretMemory

/// Bytes that must not leak: kept in locked memory between two inaccessible pages, left out of core dumps, wiped when
/// they go out of scope.
///
/// A value has one owner and cannot be copied. Reading is by closure only, so that no copy arises by accident.
public struct SecretBytes: ~Copyable, Sendable {
  // One owner at a time: ~Copyable lets no second one arise, so handing it to another thread is safe.
  nonisolated(unsafe) private let start: UnsafeMutableRawPointer
  private let capacity: Int
  public private(set) var count = 0
  /// Whether the kernel keeps these bytes out of swap: mlock(2) is refused beyond RLIMIT_MEMLOCK.
  public let isLocked: Bool

  /// Makes an empty buffer.
  ///
  /// - Parameter capacity: the most bytes it will hold, at least 1.
  public init(capacity: Int) {
    var locked: Int32 = 0
    guard let start = claviger_secret_map(max(capacity, 1), &locked) else {
      fatalError("no memory for \(capacity) secret bytes")
    }
    self.start = start
    self.capacity = max(capacity, 1)
    self.isLocked = locked != 0
  }

  /// Copies bytes in; the source is the caller's to wipe.
  public init(copying bytes: UnsafeRawBufferPointer) {
    self.init(capacity: bytes.count)
    if let source = bytes.baseAddress { start.copyMemory(from: source, byteCount: bytes.count) }
    count = bytes.count
  }

  /// Makes a buffer of `count` bytes that `body` fills.
  ///
  /// - Parameter body: is given all `count` bytes, zeroed, and answers how many of them count.
  public init<Failure: Error>(
    count: Int, fill body: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int
  ) throws(Failure) {
    self.init(capacity: count)
    let filled = try body(UnsafeMutableRawBufferPointer(start: start, count: count))
    self.count = min(max(filled, 0), count)
  }

  deinit { claviger_secret_unmap(start, capacity) }

  public var isEmpty: Bool { count == 0 }

  /// Appends a byte; answers false where the buffer is full.
  public mutating func append(_ byte: UInt8) -> Bool {
    guard count < capacity else { return false }
    start.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
    count += 1
    return true
  }

  /// Takes off the last character, all bytes of its UTF-8 form.
  public mutating func removeLastCharacter() {
    while count > 0 {
      count -= 1
      let byte = start.load(fromByteOffset: count, as: UInt8.self)
      start.storeBytes(of: 0, toByteOffset: count, as: UInt8.self)
      if byte & 0xC0 != 0x80 { return }
    }
  }

  public mutating func removeAll() {
    claviger_wipe(start, capacity)
    count = 0
  }

  /// Lends the bytes for the time of `body`.
  public borrowing func withUnsafeBytes<Result: ~Copyable, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(UnsafeRawBufferPointer(start: start, count: count))
  }

  public borrowing func copy() -> SecretBytes {
    withUnsafeBytes { SecretBytes(copying: $0) }
  }
}
