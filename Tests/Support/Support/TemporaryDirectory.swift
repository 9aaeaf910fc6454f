public import Foundation

/// A folder of the test's own, which nobody else may enter; gone when the value is.
public final class TemporaryDirectory: Sendable {
  public let url: URL

  public var path: String { url.path }

  public init() throws {
    var template = Array((FileManager.default.temporaryDirectory.path + "/claviger-test-XXXXXX").utf8CString)
    // mkdtemp(3) makes it with mode 0700.
    guard mkdtemp(&template) != nil else { throw SupportError("no temporary folder can be made") }
    let bytes = template.dropLast().map { UInt8(bitPattern: $0) }
    url = URL(fileURLWithPath: String(decoding: bytes, as: UTF8.self), isDirectory: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  public func url(_ name: String) -> URL { url.appendingPathComponent(name) }

  /// Writes a file that only its owner may read, and the folders above it.
  @discardableResult
  public func write(_ text: String, to name: String, permissions: Int = 0o600) throws -> URL {
    let file = url(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    try Data(text.utf8).write(to: file)
    try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: file.path)
    return file
  }
}
