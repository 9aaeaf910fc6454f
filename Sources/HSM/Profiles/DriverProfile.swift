public import Cryptoki

/// What is known of one vendor's driver beyond the standard: a row of the table of profiles.
public struct DriverProfile: Sendable, Hashable {
  /// As the configuration writes it: `luna`.
  public let name: String
  /// As people call it: `Thales Luna`.
  public let title: String
  /// Parts of the library's path that tell it before it is loaded, in lower case.
  let pathParts: [String]
  /// Parts of C_GetInfo's manufacturer or description that tell it afterwards, in lower case.
  let makerParts: [String]
  /// Variables that are set before the library is loaded, where the process and the configuration do not.
  public var variables: [ProfileVariable] = []
  /// Return codes of the vendor's own, and standard ones that this driver means differently.
  public var codes: [ProfileCode] = []
  public var sessions = SessionRules()
  public var userPIN: PINRule?
  public var soPIN: PINRule?
  /// Tried for export after the three standard mechanisms.
  public var wrapMechanisms: [MechanismType] = []
  /// What stands in for a pair generation that the token does not list.
  public var pairGeneration: [MechanismType: MechanismType] = [:]
  /// How a user's name reaches C_Login.
  public var login = LoginForm.pinAlone
  /// Those that a driver may log in as who can do less than CKU_USER.
  public var limitedUsers: [LimitedUser] = []
  public var reload = ReloadRule.afterTries
  /// Whether calls are made one at a time, although the library says that it takes many.
  public var isSerialised = false

  init(_ name: String, _ title: String, paths: [String], makers: [String]) {
    self.name = name
    self.title = title
    pathParts = paths
    makerParts = makers
  }
}

/// How a driver takes the name of the user that logs in.
public enum LoginForm: Sendable, Hashable {
  /// C_Login knows no names.
  case pinAlone
  /// The PIN is the name, the separator and the password in one.
  case nameInPIN(separator: String)
}

/// When a lost connection is met by unloading the library.
public enum ReloadRule: Sendable, Hashable {
  /// After as many failed tries as `reload-after` says.
  case afterTries
  /// From the second try on: the library is known to recover in no other way.
  case early
  /// Never: the library does not survive being unloaded.
  case never
}

/// What a driver asks of those who open sessions.
public struct SessionRules: Sendable, Hashable {
  /// The most at one time, where the token does not say so itself.
  public var limit: Int?
  /// Whether CKF_RW_SESSION may be left out.
  public var hasReadOnly = true
  /// A session without a call for so long is dropped by the HSM.
  public var idleLimit: Duration?
}
