internal import Foundation
internal import Glibc
internal import SecretMemory

/// Writes files that appear whole or not at all, 0600: either all of them, or none.
struct KeyFiles {
  private static let withoutName: Int32 = 0o20_000_000 | O_DIRECTORY  // O_TMPFILE, which Swift does not import.
  private var files: [(descriptor: Int32, name: String?, path: String)] = []

  /// Fails where a file is there already and must not be replaced, and where no file can be made.
  static func requireRoom(for paths: [String], replacing: Bool) throws(HSMError) {
    for path in paths {
      var info = stat()
      if lstat(path, &info) == 0 {
        guard replacing else { throw HSMError(.refused, "\(path) is there already", remedy: anotherName) }
      } else if errno != ENOENT {
        throw failure(path)
      }
      let (descriptor, name) = try make(path)
      Glibc.close(descriptor)
      if let name { unlink(name) }
    }
  }

  private static let anotherName = "choose another name; `claviger keypair generate --force` replaces files"

  /// Opens a file that has no name yet, or, on a file system that knows none such, another name.
  private static func make(_ path: String) throws(HSMError) -> (descriptor: Int32, name: String?) {
    let folder = (path as NSString).deletingLastPathComponent
    var descriptor = open(folder.isEmpty ? "." : folder, withoutName | O_RDWR | O_CLOEXEC, 0o600)
    var name: String?
    if descriptor < 0, errno == EOPNOTSUPP || errno == EISDIR {
      let temporary = temporaryName(path)
      descriptor = open(temporary, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
      name = temporary
    }
    guard descriptor >= 0 else { throw failure(path) }
    return (descriptor, name)
  }

  /// Writes bytes to a file that has no name yet.
  mutating func add(_ path: String, _ bytes: borrowing SecretBytes) throws(HSMError) {
    let (descriptor, name) = try Self.make(path)
    files.append((descriptor, name, path))
    var failure = fchmod(descriptor, 0o600) == 0 ? nil : Optional(errno)
    if failure == nil { failure = bytes.withUnsafeBytes { Self.write($0, to: descriptor) } }
    if failure == nil, fsync(descriptor) != 0 { failure = errno }
    if let failure { throw Self.failure(path, failure) }
  }

  /// Gives all files their names.
  func commit(replacing: Bool) throws(HSMError) {
    var placed: [String] = []
    for file in files {
      let source = file.name ?? "/proc/self/fd/\(file.descriptor)"
      let target = replacing ? Self.temporaryName(file.path) : file.path
      guard linkat(AT_FDCWD, source, AT_FDCWD, target, AT_SYMLINK_FOLLOW) == 0 else {
        let failure = errno
        for path in placed { unlink(path) }
        throw Self.failure(file.path, failure)
      }
      if replacing, rename(target, file.path) != 0 {
        let failure = errno
        unlink(target)
        throw Self.failure(file.path, failure)
      }
      if !replacing { placed.append(file.path) }
    }
  }

  /// Lets go of what was written; what has no name is gone.
  func close() {
    for file in files {
      if let name = file.name { unlink(name) }
      Glibc.close(file.descriptor)
    }
  }

  private static func temporaryName(_ path: String) -> String { "\(path).\(UInt64.random(in: 0...UInt64.max))" }

  private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32? {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if count < 0 {
        if errno == EINTR { continue }
        return errno
      }
      rest = rest.dropFirst(count)
    }
    return nil
  }

  private static func failure(_ path: String, _ code: Int32 = errno) -> HSMError {
    HSMError(
      code == EEXIST ? .refused : .failed, "\(path) cannot be written: \(String(cString: strerror(code)))",
      remedy: code == EEXIST ? anotherName : "choose another folder")
  }
}
