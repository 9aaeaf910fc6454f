import Glibc

/// The log: what drivers print, up to 1 MiB, and one old one beside it.
struct LogFile: Sendable {
  static let largest = 1 << 20
  let path: String?
  let descriptor: Int32

  /// Opens the log for appending, 0600. Where that cannot be, `/dev/null` takes its place: no log is no reason to stop.
  init(path explicit: String?, environment: [String: String]) {
    let path = explicit ?? StateFolder.path(environment).map { $0 + "/claviger.log" }
    var descriptor: Int32 = -1
    if let path {
      if explicit == nil { StateFolder.make(environment) }
      var info = stat()
      if lstat(path, &info) == 0, info.st_size > off_t(Self.largest) { rename(path, path + ".old") }
      descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
      if descriptor >= 0 { fchmod(descriptor, 0o600) }
    }
    self.path = descriptor >= 0 ? path : nil
    self.descriptor = descriptor >= 0 ? descriptor : open("/dev/null", O_WRONLY | O_CLOEXEC)
  }
}
