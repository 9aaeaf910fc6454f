public import Cryptoki

/// A Cryptoki library as an administrator configured it: where it lies, which token, how to log in, what for.
public struct DriverConfiguration: Sendable, Equatable {
  /// Unique among the configured drivers: lower-case letters, digits and hyphens.
  public var name: String
  /// Absolute path of the library.
  public var modulePath: String
  /// Which of the module's tokens is meant: token, serial, manufacturer and model of the URI narrow the search.
  public var token: TokenSelector
  /// Empty: browsing only.
  public var useCases: Set<UseCase> = []
  public var login: LoginIdentity = .user
  public var pin: PINSource = .prompt
  /// Set in the process before the first module is loaded.
  public var environment: [String: String] = [:]
  /// Passed in pReserved of C_Initialize; nil passes NULL.
  public var initialize: String?
  /// A profile's name, or `auto`: recognised by the library's path, else by what it says of itself.
  public var profile = Self.recognisedProfile
  public static let recognisedProfile = "auto"
  /// Return codes that are to be sorted otherwise than the standard's and the profile's rows do.
  public var triage: [ReturnCode: ReturnCodeTriage] = [:]
  /// Whether a PIN that was accepted is kept, in locked memory, for reconnections.
  public var holdsPIN = true
  /// A word that stands in the console's header, such as PRODUCTION.
  public var banner: String?
  public var deadlines = Deadlines()
  /// Time between two probes of an idle connection.
  public var keepAlive: Duration = .seconds(5)
  public var reconnect = ReconnectPolicy()

  public init(name: String, modulePath: String, token: TokenSelector) {
    self.name = name
    self.modulePath = modulePath
    self.token = token
  }
}

/// Which token of a module is meant; absent fields match anything. Slot numbers move, so there is none.
public struct TokenSelector: Sendable, Hashable, Codable {
  public var label: String?
  public var serial: String?
  public var manufacturer: String?
  public var model: String?

  public init(label: String? = nil, serial: String? = nil, manufacturer: String? = nil, model: String? = nil) {
    self.label = label
    self.serial = serial
    self.manufacturer = manufacturer
    self.model = model
  }
}

/// As whom a driver's connection logs in.
public enum LoginIdentity: Sendable, Hashable {
  /// CKU_USER.
  case user
  /// Another CKU number, as some vendors have.
  case number(UInt)
  /// A user's name, for drivers that log in by name.
  case name(String)
}

/// Where a driver's PIN comes from.
public enum PINSource: Sendable, Hashable {
  /// A person types it.
  case prompt
  /// The token's own PIN pad takes it: C_Login is given none.
  case protected
  /// The first line of a file.
  case file(path: String)
  /// The first line that a program prints; the words are passed without a shell.
  case command([String])
}

/// How long a call may take before its driver counts as stuck.
public struct Deadlines: Sendable, Hashable {
  public var call: Duration = .seconds(30)
  public var generate: Duration = .seconds(300)
  public var initialize: Duration = .seconds(120)
  public var token: Duration = .seconds(600)
  public var pinPad: Duration = .seconds(600)
  public init() {}
}

/// How a lost connection is tried again.
public struct ReconnectPolicy: Sendable, Hashable {
  /// Wait before the first try; it doubles from try to try.
  public var first: Duration = .milliseconds(250)
  /// The longest wait.
  public var longest: Duration = .seconds(30)
  /// After so many failed tries the library is unloaded and loaded again.
  public var reloadAfter = 3
  public init() {}
}
