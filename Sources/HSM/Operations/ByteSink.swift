internal import Foundation

/// Where an operation's bytes go: a descriptor that stays the caller's.
public final class ByteSink {
  private let descriptor: Int32
  private let name: String
  private let start: off_t
  private var position = 0

  public init(descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.name = name
    start = lseek(descriptor, 0, SEEK_CUR)
  }

  /// Takes back what was written; false where that has gone out.
  func rewind() -> Bool {
    if position == 0 { return true }
    guard start >= 0, ftruncate(descriptor, start) == 0, lseek(descriptor, start, SEEK_SET) == start else {
      return false
    }
    position = 0
    return true
  }

  /// Writes all of it.
  public func write(_ bytes: [UInt8]) throws(HSMError) {
    try bytes.withUnsafeBytes { bytes in Result { () throws(HSMError) in try write(bytes) } }.get()
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws(HSMError) {
    var written = 0
    while written < bytes.count {
      let count = Foundation.write(descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw HSMError(
          .failed, "\(name) cannot be written: \(String(cString: strerror(errno)))", remedy: "look at the disk")
      }
      written += count
    }
    position += written
  }
}
