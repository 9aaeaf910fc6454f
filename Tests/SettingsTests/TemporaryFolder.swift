import FoundationEssentials
import Glibc

/// A folder of its own for a test, gone with it.
final class TemporaryFolder {
  let path: String

  init() {
    var name = Array("/tmp/claviger-settings-XXXXXX".utf8CString)
    path = mkdtemp(&name).map { String(cString: $0) } ?? ""
    precondition(!path.isEmpty, "no temporary folder")
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }

  @discardableResult
  func write(_ text: String, to name: String, mode: mode_t = 0o600) throws -> String {
    try write(Array(text.utf8), to: name, mode: mode)
  }

  @discardableResult
  func write(_ bytes: [UInt8], to name: String, mode: mode_t = 0o600) throws -> String {
    try Data(bytes).write(to: URL(filePath: self(name)))
    change(name, to: mode)
    return self(name)
  }

  @discardableResult
  func makeFolder(_ name: String, mode: mode_t = 0o700) -> String {
    mkdir(self(name), 0o700)
    change(name, to: mode)
    return self(name)
  }

  func link(_ name: String, to target: String) { symlink(target, self(name)) }

  func change(_ name: String, to mode: mode_t) { chmod(self(name), mode) }
}
