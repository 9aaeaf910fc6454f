internal import Foundation
internal import Glibc
internal import KeyStoreAPI
internal import SecretMemory

extension Model {
  /// Does what was asked about secrets, on a queue on which a driver that hangs keeps nothing else.
  func perform(_ task: SecretTask) throws(Failure) {
    let keyStore = installation.keyStore
    do throws(KeyStoreError) {
      switch task {
      case .list(let filter, let after, let count): try list(filter, after: after, count: count)
      case .put(let path, let type, let file):
        let bytes = try Self.read(file)
        deliver(.secrets(.put(try keyStore.put(bytes, as: path, type: type, reason: reason))))
      case .move(let secret, let path): try keyStore.move(secret.path, to: path, reason: reason)
      case .delete(let secret):
        try keyStore.store.deleteSecret(secret.path, ifUnchangedFrom: secret, reason: reason)
      case .reveal(let secret): revealed.put(try keyStore.reveal(secret.path, reason: reason))
      case .plan: deliver(.secrets(.plan(try keyStore.store.planReprotection(.init()))))
      case .reprotect:
        let report = try keyStore.reprotect(reason: reason) { [deliver] progress in
          deliver(.secrets(.progress(progress)))
          return !isStopping
        }
        deliver(.secrets(.reprotected(report)))
      }
      if task.changes { deliver(.defaults(try overview())) }
    } catch {
      throw Failure(error)
    }
  }

  private func list(_ filter: SecretFilter, after: Secret?, count: Int) throws(KeyStoreError) {
    let store = installation.keyStore.store
    do {
      let page = try store.listSecrets(filter, after: after, count: count)
      deliver(.secrets(.page(filter, after: after, page, total: try store.countSecrets(filter))))
    } catch let error where error.code == .notFound {
      // A filter that is still being typed names no type or policy yet.
      deliver(.secrets(.page(filter, after: after, [], total: 0)))
    }
  }

  /// Reads a file straight into locked memory.
  private static func read(_ file: String) throws(KeyStoreError) -> SecretBytes {
    func failure(_ code: Int32) -> KeyStoreError {
      KeyStoreError(.notFound, "\(file) cannot be read: \(String(cString: strerror(code)))")
    }
    let descriptor = Glibc.open(file, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(errno) }
    defer { close(descriptor) }
    // One byte more than a secret may have shows that it is too long.
    return try SecretBytes(count: Secret.largest + 1) { (room) throws(KeyStoreError) in
      var count = 0
      while count < room.count {
        let got = Glibc.read(descriptor, room.baseAddress?.advanced(by: count), room.count - count)
        if got == 0 { break }
        guard got > 0 else {
          if errno == EINTR { continue }
          throw failure(errno)
        }
        count += got
      }
      return count
    }
  }
}
