public import Foundation

/// A default that is set: the scope, its key, and what became of the last check.
public struct DefaultKey: Sendable, Hashable, Codable {
  public struct Check: Sendable, Hashable, Codable {
    public let result: CheckResult
    public let at: Date?

    public init(result: CheckResult, at: Date?) {
      self.result = result
      self.at = at
    }
  }

  public let scope: Scope
  public let key: KeyReference
  public let checked: Check
  public let setAt: Date
  public internal(set) var seal = SealState.notConfigured
  /// What the row has as its seal.
  let mac: [UInt8]?

  public init(scope: Scope, key: KeyReference, checked: Check, setAt: Date, seal: SealState = .notConfigured) {
    self.init(scope: scope, key: key, checked: checked, setAt: setAt, mac: nil)
    self.seal = seal
  }

  init(scope: Scope, key: KeyReference, checked: Check, setAt: Date, mac: [UInt8]?) {
    self.scope = scope
    self.key = key
    self.checked = checked
    self.setAt = setAt
    self.mac = mac
  }

  public var state: ScopeState { ScopeState(key: key) }
}

/// What a scope held when it was read. A change names the state it was decided on, and is refused when another process
/// has changed the scope since. Every cryptogram is made with a fresh IV, so the same key set anew is another state.
public struct ScopeState: Sendable, Hashable, Codable {
  public static let unset = ScopeState(key: nil)

  public let key: KeyReference?

  public init(key: KeyReference?) { self.key = key }
}
