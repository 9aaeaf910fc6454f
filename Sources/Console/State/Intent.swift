import HSM
import KeyStoreAPI
import Model

/// What a person set out to do, kept while a dialog asks for what is missing.
enum Intent: Sendable, Hashable {
  case setDefault(Scope, KeyObject)
  case clearDefault(Scope)
  case pickScope(KeyObject)
  case pickType(PolicyPath)

  /// The driver whose name arms the console for this.
  var driver: String? {
    switch self {
    case .setDefault(_, let key), .pickScope(let key): key.driver
    case .clearDefault, .pickType: nil
    }
  }
}

extension State {
  /// Goes on with what was meant, asking first for what it needs.
  mutating func pursue(_ intent: Intent) -> [Effect] {
    if isReadOnly {
      notice = .refused("READ ONLY: started with --read-only, nothing can be changed")
      return []
    }
    guard isArmed else {
      open(.arm(ArmDialog(driver: intent.driver ?? drivers.first?.name ?? "", intent: intent)))
      return []
    }
    switch intent {
    case .setDefault(let scope, let key): return send(.previewDefault(scope: scope, key: key))
    case .clearDefault(let scope): return send(.previewDefault(scope: scope, key: nil))
    case .pickScope(let key): open(.scopes(ScopeDialog(key: key)))
    case .pickType(let policy): open(.types(TypeDialog(policy: policy)))
    }
    return []
  }
}
