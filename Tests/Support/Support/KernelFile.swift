internal import Foundation

/// Reads a file of the kernel's, such as in /proc, to its end: Foundation stops after the first page of a file that
/// claims to be empty.
public func kernelFile(_ path: String) throws -> String {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { throw SupportError("\(path) cannot be read: \(String(cString: strerror(errno)))") }
  defer { close(descriptor) }
  var text: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = read(descriptor, &chunk, chunk.count)
    if count < 0, errno == EINTR { continue }
    guard count >= 0 else { throw SupportError("\(path) cannot be read: \(String(cString: strerror(errno)))") }
    if count == 0 { return String(decoding: text, as: UTF8.self) }
    text += chunk[..<count]
  }
}
