internal import Glibc

/// Finds a program as a shell would, but only in absolute folders.
struct ProgramSearch {
  /// Where PATH is not set.
  static let standardPath = "/usr/local/bin:/usr/bin:/bin"

  private let folders: [Folder]

  /// - Parameter path: the value of PATH.
  init(path: String) {
    folders = path.split(separator: ":").filter { $0.hasPrefix("/") }.map { Folder(path: String($0)) }
  }

  func find(_ program: String, at place: SourcePlace? = nil) throws(SettingsError) -> String {
    if program.contains("/") { return program }
    for folder in folders {
      let path = folder.absolute(program)
      if access(path, X_OK) == 0 { return path }
    }
    throw SettingsError(
      at: place, "the program \(program) is not found", remedy: "install it, or write its path; PATH is searched")
  }
}
