public import Cryptoki
public import HSM

/// What an administrator wrote in claviger.yaml.
public struct Configuration: Sendable, Equatable {
  /// Absolute path of the file.
  public let file: String
  /// The folder that relative paths and `${CONFIG_DIR}` stand for.
  public let directory: String
  public let store: StoreSetting
  public let theme: ThemeChoice
  /// After so long without a keystroke the console logs out.
  public let idleLogout: Duration
  public let afterEndDate: AfterEndDate
  public let trials: TrialTime
  /// Names the AES key under which audit entries and default rows are MACed.
  public let seal: PKCS11URI?
  /// At least one, in the file's order.
  public let drivers: [DriverConfiguration]
  /// Keystrokes by action, as written: only the console knows its actions.
  public let keyBindings: [String: [String]]
  /// Where each of `keyBindings` stands, for an error about it.
  public let keyPlaces: [String: SourcePlace]
  /// Settings that are accepted but do nothing, each in a sentence.
  public let warnings: [String]
  /// Faults of ownership and permissions that the caller chose to pass over; they belong in the audit log.
  public let passedOver: [String]

  /// What to do with a key whose end date is past.
  public enum AfterEndDate: Sendable, Equatable {
    case warn
    /// No new protection under it.
    case refuse
  }

  /// When the drivers' abilities are tried.
  public enum TrialTime: Sendable, Equatable {
    case startup
    case manual
  }
}

/// Which theme the console wears.
public enum ThemeChoice: Sendable, Equatable {
  /// To be sought where themes lie.
  case name(String)
  /// Absolute path of a theme's file.
  case path(String)
}
