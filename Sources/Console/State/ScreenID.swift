/// The console's screens, in the order of their digits. A new screen is its file and a case here.
public enum ScreenID: String, CaseIterable, Sendable, Hashable {
  case status, tokens, keys, defaults, secrets, trials, calls, audit

  var screen: any Screen.Type {
    switch self {
    case .status: StatusScreen.self
    case .tokens: TokensScreen.self
    case .keys: KeysScreen.self
    case .defaults: DefaultsScreen.self
    case .secrets: SecretsScreen.self
    case .trials: TrialsScreen.self
    case .calls: CallsScreen.self
    case .audit: AuditScreen.self
    }
  }

  public var title: String { screen.title }

  /// The action that leads here.
  var action: Action {
    switch self {
    case .status: .showStatus
    case .tokens: .showTokens
    case .keys: .showKeys
    case .defaults: .showDefaults
    case .secrets: .showSecrets
    case .trials: .showTrials
    case .calls: .showCalls
    case .audit: .showAudit
    }
  }
}
