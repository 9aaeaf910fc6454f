import Synchronization

/// A place where one thread lays a secret and another takes it out, once.
public final class SecretBox: Sendable {
  private let content: Mutex<SecretBytes?>

  public init() { content = Mutex(nil) }

  public init(_ secret: consuming sending SecretBytes) { content = Mutex(secret) }

  /// Lays a secret in; one that lay there is wiped.
  public func put(_ secret: consuming sending SecretBytes) {
    var incoming: SecretBytes? = consume secret
    content.withLock { held in held = incoming.take() }
  }

  /// Takes the secret out and leaves the box empty.
  public func take() -> SecretBytes? {
    content.withLock { held in held.take() }
  }

  /// The number of bytes that lie in it.
  public var count: Int { content.withLock { $0?.count ?? 0 } }

  public func wipe() { content.withLock { $0 = nil } }

  public var isEmpty: Bool { content.withLock { $0 == nil } }

  /// Appends a typed byte, making a buffer of `capacity` bytes for the first one; answers the number of bytes held.
  public func append(_ byte: UInt8, capacity: Int = 255) -> Int {
    content.withLock { held in
      if held == nil { held = SecretBytes(capacity: capacity) }
      // A full buffer takes no more: the count that comes back shows it.
      _ = held?.append(byte)
      return held?.count ?? 0
    }
  }

  public func removeLastCharacter() { content.withLock { $0?.removeLastCharacter() } }

  /// A copy of what is held, which stays held.
  public func copy() -> SecretBytes? {
    content.withLock { held in
      guard held != nil else { return nil }
      return held?.copy()
    }
  }
}
