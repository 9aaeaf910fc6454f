internal import Foundation

/// The database's files, as the file system has them, before SQLite touches them.
///
/// An existing file is only looked at, never opened here: closing any descriptor of a file drops the locks that SQLite
/// holds on it in this process.
enum StoreFile {
  /// Whether there is a store at all; throws where what lies there must not be opened.
  static func exists(_ location: StoreLocation) throws(KeyStoreError) -> Bool {
    var found = false
    for path in location.files where try check(path) && path == location.path { found = true }
    return found
  }

  /// Makes an empty file that only its owner can read. SQLite gives the files beside it the same permissions.
  static func create(_ location: StoreLocation) throws(KeyStoreError) {
    let descriptor = open(location.path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      switch errno {
      case EEXIST: return  // another process was quicker
      case ENOENT:
        throw KeyStoreError(
          .storeFailed, "cannot make the store \(location.path): its directory does not exist",
          remedy: "make the directory, or name another store with --store")
      default: throw failure("make the store \(location.path)", errno)
      }
    }
    close(descriptor)
  }

  /// Answers whether the file is there, and throws where someone else could have put it there or could write to it.
  private static func check(_ path: String) throws(KeyStoreError) -> Bool {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      if errno == ENOENT { return false }
      throw failure("open the store \(path)", errno)
    }
    func refuse(_ reason: String, remedy: String) -> KeyStoreError {
      KeyStoreError(.storeFailed, "cannot open the store \(path): \(reason)", remedy: remedy)
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw refuse("it is a directory", remedy: "name a file with --store")
    case S_IFLNK: throw refuse("it is a symbolic link", remedy: "name the file itself with --store")
    default: throw refuse("it is not a regular file", remedy: "name a file with --store")
    }
    guard status.st_uid == geteuid() else {
      throw refuse("it belongs to another user (uid \(status.st_uid))", remedy: "run as that user, or chown the file")
    }
    guard status.st_mode & (S_IWGRP | S_IWOTH) == 0 else {
      throw refuse("others may write to it", remedy: "chmod go-w \(path)")
    }
    return true
  }

  private static func failure(_ task: String, _ code: Int32) -> KeyStoreError {
    KeyStoreError(
      .storeFailed, "cannot \(task): \(String(cString: strerror(code)))", remedy: "check the path and its permissions")
  }
}
