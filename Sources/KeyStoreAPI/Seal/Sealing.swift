internal import Synchronization

/// How a process comes by the seal of its store: it is sought on its token when it is first needed, and held from then on.
public final class Sealing: Sendable {
  private let find: @Sendable () throws(KeyStoreError) -> Seal
  private let kept = Mutex<Seal?>(nil)

  /// - Parameter find: seeks the sealing key on its token.
  public init(find: @escaping @Sendable () throws(KeyStoreError) -> Seal) { self.find = find }

  /// Of a store that is opened without the drivers: only what needs no seal can be written.
  public static let outOfReach = Sealing { () throws(KeyStoreError) in
    throw KeyStoreError(
      .refused, "the store's seal cannot be had: no driver is connected", remedy: "use a command that connects drivers")
  }

  /// The seal, where this process has it already.
  var held: Seal? { kept.withLock { $0 } }

  /// The seal; asks the token where it is not held yet.
  @discardableResult
  public func hold() throws(KeyStoreError) -> Seal {
    if let held { return held }
    let found = try find()
    return kept.withLock { kept in
      if let kept { return kept }
      kept = found
      return found
    }
  }
}

/// Whether what is written must bear the seal, where one is configured.
enum SealDemand {
  /// Nothing is written where the sealing key cannot be had.
  case required
  /// Sealed where the process has the key at hand. An entry without a seal must be of those that may lack it.
  case whereHeld

  init(for action: String) { self = AuditEntry.mayLackSeal.contains(action) ? .whereHeld : .required }
}

extension AuditEntry {
  /// What is done before anybody can log in, or as security officer, whose login shuts the user's out. Each of these
  /// alone changes nothing that is protected, so that a forged one is an untruth and no more.
  static let mayLackSeal: Set<String> = [
    "trust-permissions", "override-environment", "check-default", "restore-store", "token-init", "token-init-pin",
    "token-change-pin", "token-unlock", "log-in", "refuse-pin", "arm-console",
  ]
}

/// How a default stands to the store's seal.
public enum SealState: String, Sendable, Hashable, Codable, CaseIterable {
  /// The configuration has no seal.
  case notConfigured
  /// The sealing key was not asked yet.
  case notChecked
  case sealed
  /// It has no seal, or one that was not made for what the row says now: it is not used until a person confirms it.
  case unconfirmed
}
