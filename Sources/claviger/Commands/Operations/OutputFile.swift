import Glibc
import HSM

/// Where a command's bytes go: a file that appears whole or not at all, or standard output.
final class OutputFile {
  let descriptor: Int32
  let name: String
  private let path: String
  private var temporary: String?

  /// - Parameters:
  ///   - path: nil is standard output, which takes no bytes where it is a terminal.
  init(path: String?, _ streams: StandardStreams) throws {
    guard let path else {
      guard !streams.resultsAreTerminal else {
        throw CommandFailure(2, "bytes are not written to a terminal", remedy: "use --out FILE, or a pipe")
      }
      descriptor = streams.results
      name = "standard output"
      self.path = ""
      return
    }
    self.path = path
    name = path
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      descriptor = open(path, O_WRONLY | O_CLOEXEC)
    } else {
      var template = Array("\(path).XXXXXX".utf8CString)
      // mkstemp(3) makes it with mode 0600.
      descriptor = mkstemp(&template)
      if descriptor >= 0 { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
      temporary = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
    guard descriptor >= 0 else {
      temporary = nil
      throw CommandFailure(1, "\(path) cannot be written: \(String(cString: strerror(errno)))")
    }
  }

  deinit {
    if let temporary { unlink(temporary) }
    if !path.isEmpty { close(descriptor) }
  }

  /// Puts the file in its place.
  func commit() throws {
    guard let temporary else { return }
    guard rename(temporary, path) == 0 else {
      throw CommandFailure(1, "\(path) cannot be written: \(String(cString: strerror(errno)))")
    }
    self.temporary = nil
  }

  var sink: ByteSink { ByteSink(descriptor: descriptor, name: name) }

  func write(_ bytes: [UInt8]) throws {
    if let failure = StandardStreams.write(bytes, to: descriptor) {
      throw CommandFailure(1, "\(name) cannot be written: \(String(cString: strerror(failure)))")
    }
  }
}
