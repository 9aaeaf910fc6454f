internal import Foundation

/// The folder in which the processes of one user keep their traces, 0700.
///
/// Every access goes through its descriptor: what the path means is decided once.
final class CallTraceFolder: Sendable {
  /// A trace whose owner was found gone longer ago than this is removed.
  static let keptSeconds: UInt64 = 3600
  private static let suffix = ".ring"
  private static let unfinished = ".new-"
  /// Old traces that one process looks at: a folder of many is cleared by many.
  private static let mostSwept = 256
  let descriptor: Int32

  /// Opens a folder that is there.
  ///
  /// Nil where it is missing, a link, another user's, or open to others.
  init?(_ path: String) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    var info = stat()
    guard fstat(descriptor, &info) == 0, info.st_uid == geteuid(), info.st_mode & 0o077 == 0 else {
      close(descriptor)
      return nil
    }
    self.descriptor = descriptor
  }

  /// Opens a folder, and makes it and those above it where they are missing.
  convenience init?(making path: String) {
    var prefix = ""
    for part in path.split(separator: "/") {
      prefix += "/" + part
      mkdir(prefix, 0o700)
    }
    // One that others may enter is closed to them; another user's is left alone.
    let found = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    if found >= 0 {
      fchmod(found, 0o700)
      close(found)
    }
    self.init(path)
    sweep()
  }

  deinit { close(descriptor) }

  /// Makes a file for this process's calls; nil where that cannot be. It has its name once `show` is called.
  func makeFile() -> CallTraceFile? {
    let name = "\(getpid())-\(UInt64.random(in: 0...UInt64.max))\(Self.suffix)"
    return CallTraceFile(creating: Self.unfinished + name, shownAs: name, in: self)
  }

  /// The names of the traces that are there. They may be anybody's work.
  var names: [String] { entries.filter { $0.hasSuffix(Self.suffix) && !$0.hasPrefix(".") } }

  private var entries: [String] {
    let copy = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0, let stream = fdopendir(copy) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      names.append(name)
    }
    return names
  }

  /// Removes traces whose owners have been gone for an hour, and marks those that are found gone now.
  private func sweep() {
    let now = UInt64(max(0, time(nil)))
    for name in entries.shuffled().prefix(Self.mostSwept) {
      guard name.hasSuffix(Self.suffix) || name.hasPrefix(Self.unfinished),
        let found = CallTraceSource(name, in: self, writable: true), !found.isAlive
      else { continue }
      let goneSince = found.goneSince(markingAt: now)
      if now - min(now, goneSince) >= Self.keptSeconds { unlinkat(descriptor, name, 0) }
    }
  }
}
