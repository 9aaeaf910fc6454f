internal import Glibc

/// A folder that relative paths are relative to.
struct Folder {
  let path: String

  static var current: Folder {
    guard let name = getcwd(nil, 0) else { return Folder(path: "/") }
    defer { free(name) }
    return Folder(path: String(cString: name))
  }

  func absolute(_ written: String) -> String {
    if written.hasPrefix("/") { return written }
    let trimmed = written.hasPrefix("./") ? String(written.dropFirst(2)) : written
    return path == "/" ? "/\(trimmed)" : "\(path)/\(trimmed)"
  }

  /// `${CONFIG_DIR}` stands for the configuration's folder.
  func expanded(_ text: String) -> String { text.replacing(Self.variable, with: path) }

  static let variable = "${CONFIG_DIR}"
}
