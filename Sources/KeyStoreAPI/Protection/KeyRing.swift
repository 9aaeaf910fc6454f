internal import HSM
internal import Synchronization

/// The protecting keys that this process has found, so that each is sought and its seed made once per login.
final class KeyRing: Sendable {
  private struct Content {
    var keys: [[UInt8]: HeldKey] = [:]
    var vectors: [String: InitialisationVectors] = [:]
  }
  private let content = Mutex(Content())

  /// The key of a fingerprint, where one is held that can still be used.
  func key(_ fingerprint: [UInt8]) -> HeldKey? {
    content.withLock { content in
      guard let key = content.keys[fingerprint] else { return nil }
      if key.isCurrent { return key }
      content.keys[fingerprint] = nil
      return nil
    }
  }

  func hold(_ key: HeldKey) { content.withLock { $0.keys[key.seed.fingerprint] = key } }

  /// Lets go of a key whose handle the token no longer knows.
  func drop(_ key: HeldKey) {
    content.withLock { if $0.keys[key.seed.fingerprint] === key { $0.keys[key.seed.fingerprint] = nil } }
  }

  /// Wipes the seeds of a driver's keys.
  func forget(driver: String) {
    content.withLock { content in content.keys = content.keys.filter { $0.value.connection.driver.name != driver } }
  }

  /// The vectors for what is encrypted by a driver's token.
  func vectors(of driver: String) -> InitialisationVectors {
    content.withLock { content in
      if let vectors = content.vectors[driver] { return vectors }
      let vectors = InitialisationVectors()
      content.vectors[driver] = vectors
      return vectors
    }
  }
}
