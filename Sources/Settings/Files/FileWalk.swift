internal import Glibc

/// The way that the kernel takes to a file: every folder and every link that it passes.
///
/// The links count too. Whoever can turn one around decides what is loaded, however well the file itself is kept.
struct FileWalk {
  struct Step {
    let path: String
    let info: stat
    let isInStickyFolder: Bool

    var isLink: Bool { info.st_mode & S_IFMT == S_IFLNK }
    var isFolder: Bool { info.st_mode & S_IFMT == S_IFDIR }
    var isFile: Bool { info.st_mode & S_IFMT == S_IFREG }
    var isSticky: Bool { info.st_mode & S_ISVTX != 0 }
    /// As a shell takes it.
    var quotedPath: String { "'\(path.replacing("'", with: "'\\''"))'" }
  }

  struct Failure: Error {
    let path: String
    let code: Int32

    var isMissing: Bool { code == ENOENT || code == ENOTDIR }
    var reason: String { String(cString: strerror(code)) }
  }

  /// Folders and links on the way, each link right after the folder that it lies in.
  private(set) var way: [Step] = []
  private(set) var target: Step

  /// - Parameter path: absolute.
  init(_ path: String) throws(Failure) {
    target = try Self.step("/")
    var rest = Self.names(in: path)
    var links = 0
    while let name = rest.popLast() {
      guard target.isFolder else { throw Failure(path: target.path, code: ENOTDIR) }
      if name == ".." {
        target = try Self.step(Self.parent(of: target.path))
        continue
      }
      let next = try Self.step(target.path == "/" ? "/\(name)" : "\(target.path)/\(name)", in: target)
      way.append(target)
      guard next.isLink else {
        target = next
        continue
      }
      links += 1
      guard links <= 40 else { throw Failure(path: next.path, code: ELOOP) }
      way.append(next)
      let aim = try Self.aim(of: next)
      if aim.hasPrefix("/") { target = try Self.step("/") }
      rest += Self.names(in: aim)
    }
  }

  /// The names of a path, the first one last.
  private static func names(in path: String) -> [String] {
    path.split(separator: "/").map(String.init).filter { $0 != "." }.reversed()
  }

  private static func parent(of path: String) -> String {
    let folder = path[..<(path.lastIndex(of: "/") ?? path.startIndex)]
    return folder.isEmpty ? "/" : String(folder)
  }

  private static func step(_ path: String, in folder: Step? = nil) throws(Failure) -> Step {
    var info = stat()
    guard lstat(path, &info) == 0 else { throw Failure(path: path, code: errno) }
    return Step(path: path, info: info, isInStickyFolder: folder?.isSticky ?? false)
  }

  private static func aim(of link: Step) throws(Failure) -> String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = readlink(link.path, &buffer, buffer.count)
    guard length >= 0 else { throw Failure(path: link.path, code: errno) }
    return String(decoding: buffer[..<length].map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
