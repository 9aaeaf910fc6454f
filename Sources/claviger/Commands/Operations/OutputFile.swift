import Glibc
import HSM

/// Where a command's bytes go: a file that appears whole or not at all, or standard output.
final class OutputFile {
  let descriptor: Int32
  let name: String
  private let path: String
  private let isInPlace: Bool
  /// The file's name until it is put in its place; nil where it has none yet.
  private var temporary: String?

  /// - Parameter path: nil is standard output, which takes no bytes where it is a terminal.
  init(path: String?, _ streams: StandardStreams) throws {
    guard let path else {
      guard !streams.resultsAreTerminal else {
        throw CommandFailure(2, "bytes are not written to a terminal", remedy: "use --out FILE, or a pipe")
      }
      descriptor = streams.results
      name = "standard output"
      self.path = ""
      isInPlace = true
      return
    }
    self.path = path
    name = path
    var status = stat()
    isInPlace = stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
    if isInPlace {
      descriptor = open(path, O_WRONLY | O_CLOEXEC)
    } else {
      (descriptor, temporary) = Self.hidden(beside: path)
    }
    guard descriptor >= 0 else { throw Self.failure(path, errno) }
  }

  deinit {
    if let temporary { unlink(temporary) }
    if !path.isEmpty { close(descriptor) }
  }

  /// Puts the file in its place.
  func commit() throws {
    if isInPlace { return }
    let temporary = try temporary ?? named()
    guard rename(temporary, path) == 0 else {
      unlink(temporary)
      throw Self.failure(path, errno)
    }
    self.temporary = nil
  }

  /// A file with mode 0600 that has no name, so that a process that is killed leaves nothing; with a name of its own
  /// where the file system has no such files.
  private static func hidden(beside path: String) -> (Int32, String?) {
    let end = path.lastIndex(of: "/")
    let folder = end.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let nameless = open(folder, O_DIRECTORY | Self.withoutName | O_RDWR | O_CLOEXEC, 0o600)
    if nameless >= 0 { return (nameless, nil) }
    var template = Array("\(path).XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { return (descriptor, nil) }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    return (descriptor, String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self))
  }

  /// __O_TMPFILE of Linux, which Glibc's module leaves out: O_TMPFILE is this and O_DIRECTORY.
  private static let withoutName: Int32 = 0o20_000_000

  /// Gives the nameless file a name beside its place: no call puts it over a file that is there.
  private func named() throws -> String {
    for _ in 0..<16 {
      let name = "\(path).\(UInt32.random(in: 0...UInt32.max))"
      if linkat(AT_FDCWD, "/proc/self/fd/\(descriptor)", AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0 { return name }
      guard errno == EEXIST else { break }
    }
    throw Self.failure(path, errno)
  }

  private static func failure(_ path: String, _ error: Int32) -> CommandFailure {
    CommandFailure(1, "\(path) cannot be written: \(String(cString: strerror(error)))")
  }

  func write(_ bytes: [UInt8]) throws {
    if let failure = StandardStreams.write(bytes, to: descriptor) {
      throw CommandFailure(1, "\(name) cannot be written: \(String(cString: strerror(failure)))")
    }
  }
}
