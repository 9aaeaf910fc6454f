public import Cryptoki
public import HSM
public import KeyStoreAPI

/// What the model reports to the console.
public enum Event: Sendable, Hashable, Codable {
  case status(ConnectionStatus)
  case slots(driver: String, [SlotListing])
  case mechanisms(driver: String, [MechanismListing])
  /// A part of a listing, so that the first page stands before the last key is read.
  case keys(driver: String, KeyPage)
  case keyDetails(KeyObject, ObjectAttributes)
  case key(KeyReport)
  case defaults(PolicyOverview)
  case preview(ChangePreview)
  /// A pair that was written to its files, and how it left the token.
  case exported(ExportTask, ExportRoute)
  case secrets(SecretReport)
  /// A page of the audit log, the newest entry first.
  case audit([AuditEvent], before: Int64?, count: Int)
  /// The driver's trial as it is kept, or as far as it has come.
  case trial(driver: String, TrialReport?, isRunning: Bool)
  /// Calls that ended since the last such event, and those that run.
  case calls(ended: [TracedCall], running: [TracedCall])
  /// How the connections fared in earlier runs, oldest first.
  case history([ConnectionEvent])
  /// What became of a request. Every request has exactly one.
  case outcome(Request, Outcome)
}

/// Part of a driver's objects.
public struct KeyPage: Sendable, Hashable, Codable {
  public var keys: [KeyObject]
  /// Whether this page begins a listing: what was shown before is replaced.
  public var isFirst: Bool
  public var isLast: Bool
  /// Nil while the driver is not logged in: only public objects are shown, and none can be chosen.
  public var ground: ProtectionGround?

  public init(keys: [KeyObject], isFirst: Bool, isLast: Bool, ground: ProtectionGround?) {
    self.keys = keys
    self.isFirst = isFirst
    self.isLast = isLast
    self.ground = ground
  }
}

/// The policy model as the Defaults screen shows it.
public struct PolicyOverview: Sendable, Hashable, Codable {
  public var types: [SecretType]
  public var policies: [Policy]
  public var defaults: [DefaultKey]
  /// What hangs on each key that something refers to.
  public var dependents: [KeyDependents]

  public init(
    types: [SecretType], policies: [Policy], defaults: [DefaultKey], dependents: [KeyDependents] = []
  ) {
    self.types = types
    self.policies = policies
    self.defaults = defaults
    self.dependents = dependents
  }
}

/// What a change would do, for the confirmation before it.
public struct ChangePreview: Sendable, Hashable, Codable {
  public var scope: Scope
  /// Nil where the default would be cleared.
  public var key: KeyObject?
  public var moves: DefaultMoves

  public init(scope: Scope, key: KeyObject?, moves: DefaultMoves) {
    self.scope = scope
    self.key = key
    self.moves = moves
  }
}

/// How a request ended.
public enum Outcome: Sendable, Hashable, Codable {
  case done
  case failed(Failure)
}

/// Why a request failed: three lines for people.
public struct Failure: Sendable, Hashable, Codable {
  /// What could not be done, and why.
  public var message: String
  public var remedy: String?
  /// The standard's or the database's own words.
  public var cause: String?

  public init(message: String, remedy: String? = nil, cause: String? = nil) {
    self.message = message
    self.remedy = remedy
    self.cause = cause
  }

  public init(_ error: KeyStoreError) {
    self.init(message: error.message, remedy: error.remedy, cause: error.cause)
  }

  public init(_ error: HSMError) {
    self.init(message: error.message, remedy: error.remedy, cause: error.cause?.description)
  }
}
