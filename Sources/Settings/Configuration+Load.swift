internal import Glibc

extension Configuration {
  /// Reads the configuration that a person means, and refuses what others could have put into it.
  ///
  /// - Parameters:
  ///   - explicit: what stood after `--config`.
  ///   - environment: of the process: CLAVIGER_CONFIG, XDG_CONFIG_HOME, HOME and PATH count.
  ///   - trustsPermissions: passes over files that others can change; `passedOver` then names them.
  public static func load(
    explicit: String?, environment: [String: String], trustsPermissions: Bool = false
  ) throws(SettingsError) -> Configuration {
    let path = try ConfigurationSearch(environment: environment).find(explicit: explicit)
    var files = ConfiguredFiles(
      trust: FileTrust(), searchPath: environment["PATH"] ?? ProgramSearch.standardPath,
      trustsPermissions: trustsPermissions)
    let realPath = try files.check(path, as: .configuration, at: nil)
    let source = try SourceText(file: tidy(path), bytes: contents(of: realPath))
    return try ConfigurationReader(source).read(checking: files)
  }

  /// A file's path whose folder has no links; the file itself may be one, into another folder.
  private static func tidy(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/"), let folder = try? FileWalk(String(path[..<slash])) else { return path }
    return Folder(path: folder.target.path).absolute(String(path[path.index(after: slash)...]))
  }

  private static let largestSize = 1 << 20

  private static func contents(of path: String) throws(SettingsError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { throw unreadable(path, code: errno) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw unreadable(path, code: errno) }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
      guard bytes.count <= largestSize else {
        throw SettingsError("the configuration \(path) is larger than 1 MiB")
      }
    }
  }

  private static func unreadable(_ path: String, code: Int32) -> SettingsError {
    SettingsError("the configuration \(path) cannot be read: \(String(cString: strerror(code)))")
  }
}
