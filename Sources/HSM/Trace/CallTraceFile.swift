internal import Foundation

/// The file of this process's ring, 0600. A lock on it tells others that its owner lives; the kernel takes it away.
final class CallTraceFile: Sendable {
  let descriptor: Int32
  private let folder: CallTraceFolder
  private let firstName: String
  private let name: String

  /// Makes the file under a first name, so that nobody takes it for an ownerless one before it is locked.
  init?(creating firstName: String, shownAs name: String, in folder: CallTraceFolder) {
    self.folder = folder
    self.firstName = firstName
    self.name = name
    descriptor = openat(folder.descriptor, firstName, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return nil }
    guard fchmod(descriptor, 0o600) == 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0, makeRoom(for: CallRing.firstSlots)
    else {
      unlinkat(folder.descriptor, firstName, 0)
      return nil
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Gives the file the name under which others look for it, once its header is written.
  func show() { renameat(folder.descriptor, firstName, folder.descriptor, name) }

  /// Takes room on the disk: a write to a mapped page that has none would end the process.
  func makeRoom(for slots: Int) -> Bool {
    posix_fallocate(descriptor, 0, off_t(CallRing.headerBytes + slots * CallRing.slotBytes)) == 0
  }
}
