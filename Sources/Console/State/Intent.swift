import HSM
import KeyStoreAPI
import Model

/// What a person set out to do, kept while a dialog asks for what is missing.
enum Intent: Sendable, Hashable {
  case setDefault(Scope, KeyObject)
  case clearDefault(Scope)
  case confirmDefault(DefaultKey)
  case pickScope(KeyObject)
  case pickType(PolicyPath)
  case generateKey(driver: String)
  case exportPair(driver: String)
  case deleteKey(KeyObject)
  case renameKey(KeyObject)
  case setAttribute(KeyObject)
  case putSecret, reprotect
  case moveSecret(Secret)
  case deleteSecret(Secret)
  case revealSecret(Secret)
  case token(Action, SlotListing)

  /// The driver whose name arms the console for this.
  var driver: String? {
    switch self {
    case .setDefault(_, let key), .pickScope(let key), .deleteKey(let key), .renameKey(let key), .setAttribute(let key):
      key.driver
    case .generateKey(let driver), .exportPair(let driver): driver
    case .token(_, let slot): slot.driver
    case .clearDefault, .confirmDefault, .pickType, .putSecret, .reprotect, .moveSecret, .deleteSecret, .revealSecret:
      nil
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
    case .setDefault(let scope, let key): return preview(scope, key)
    case .clearDefault(let scope): return preview(scope, nil)
    case .confirmDefault(let row): open(.seal(SealDialog(row: row)))
    case .pickScope(let key): open(.scopes(ScopeDialog(key: key)))
    case .pickType(let policy): open(.types(TypeDialog(policy: policy)))
    case .generateKey(let driver): open(.keyForm(KeyFormDialog(driver: driver)))
    case .exportPair(let driver): open(.export(ExportDialog(driver: driver)))
    case .deleteKey(let key):
      open(.deleteKey(DeleteKeyDialog(key: key)))
      return send(.key(.weigh(key)))
    case .renameKey(let key): open(.keyChange(KeyChangeDialog(key: key, kind: .rename)))
    case .setAttribute(let key): open(.keyChange(KeyChangeDialog(key: key, kind: .attribute)))
    case .putSecret: open(.secret(SecretDialog(.put)))
    case .moveSecret(let secret): open(.secret(SecretDialog(.move(secret))))
    case .deleteSecret(let secret): open(.secret(SecretDialog(.delete(secret))))
    case .revealSecret(let secret): open(.secret(SecretDialog(.reveal(secret))))
    case .reprotect:
      open(.secret(SecretDialog(.reprotect(nil))))
      return send(.secret(.plan))
    case .token(let action, let slot):
      open(.token(TokenDialog(action, slot)))
      return [.forgetPIN]
    }
    return []
  }

  private mutating func preview(_ scope: Scope, _ key: KeyObject?) -> [Effect] {
    awaitedPreview = AwaitedPreview(scope: scope, key: key, screen: screen, depth: dialogs.count)
    return send(.previewDefault(scope: scope, key: key))
  }

  /// Opens the confirmation of a change, unless the person went elsewhere while the key was being proved: a dialog
  /// that came up by itself would take keys that were meant for something else.
  mutating func take(_ preview: ChangePreview) {
    guard let awaited = awaitedPreview, awaited.scope == preview.scope, awaited.key == preview.key else { return }
    awaitedPreview = nil
    guard awaited.screen == screen, awaited.depth == dialogs.count else { return }
    open(.confirm(ConfirmDialog(preview: preview)))
  }
}

/// A change whose preview was asked for, and where the person stood then.
struct AwaitedPreview: Sendable, Hashable {
  var scope: Scope
  var key: KeyObject?
  var screen: ScreenID
  var depth: Int
}
