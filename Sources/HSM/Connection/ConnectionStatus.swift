public import Cryptoki
public import Foundation

/// Everything that can be told of a driver's connection at one moment, without waiting for any call.
public struct ConnectionStatus: Sendable, Hashable, Codable {
  public struct Cause: Sendable, Hashable, Codable {
    /// What a person reads: what happened, in words.
    public var words: String
    public var function: String?
    public var returnValue: UInt?
    public var returnName: String?

    /// - Parameter profile: gives a vendor's code its name.
    public init(_ error: HSMError, profile: DriverProfile = .standard) {
      words = error.message
      function = error.cause?.function.rawValue
      returnValue = error.cause?.code.rawValue
      returnName = error.cause.map { cause in
        profile.codes.first { $0.code == cause.code }?.name ?? cause.code.name
      }
    }
  }
  public struct HangingCall: Sendable, Hashable, Codable {
    public var function: String
    public var seconds: Double
  }
  public struct ModuleSummary: Sendable, Hashable, Codable {
    public var path: String
    public var manufacturer: String?
    public var description: String?
    public var version: String?
    public var cryptoki: String?
  }

  public var driver: String
  public var state: ConnectionState
  public var since: Date
  /// 1 after the first connection, one more after each reconnection.
  public var generation = 0
  /// Tries made at the connection that is wanted now.
  public var attempt = 0
  public var nextAttemptAt: Date?
  public var cause: Cause?
  public var pausedCallers = 0
  public var hangingCall: HangingCall?
  /// A call that has been running for a second or more without being past its deadline: what is being waited for.
  public var slowCall: HangingCall?
  /// Calls past their deadline, each on a thread that was left to it.
  public var hungCalls = 0
  public var calls: UInt64 = 0
  /// Of all C_ calls in the last minute; nil where there was none.
  public var latencyP50Milliseconds: Double?
  public var latencyP99Milliseconds: Double?
  public var callsPerSecond: Double = 0
  /// Calls in each of the last thirty seconds, oldest first.
  public var callHistory: [UInt32] = []
  /// The median in milliseconds in each of these seconds; 0 where there was no call.
  public var latencyHistory: [Double] = []
  public var openSessions = 0
  /// Sessions that this process has open and no connection knows, for some beats already: a leak.
  public var strangeSessions = 0
  /// Whether there is a session with the token: what it holds can be listed, though the state may not be green.
  public var isUsable = false
  /// nil is without limit, or unknown.
  public var sessionLimit: UInt?
  public var module: ModuleSummary
  public var token: TokenIdentity?
  public var locking: LockingMode?
  public var useCases: [UseCase]
  public var isLoggedIn = false
  /// Whether the token wants a login at all.
  public var loginRequired = true
  /// Whom the driver logs in as: `CKU_USER`.
  public var user = ""
  /// Why no key is made, changed or destroyed through this driver, in words that follow its name; nil where that may be.
  public var obstacleToChanges: String?
  /// Whether the token's own PIN pad takes the PIN.
  public var usesPINPad = false
  /// Names of CKF_ flags about PINs that a person should see before typing one.
  public var pinFlags: [String] = []
  /// That the module writes PINs where others may read them.
  public var pinWarnings: [String] = []
  /// How long a login has been waiting for a person at the PIN pad.
  public var secondsAtPINPad: Double?
  public var banner: String?
  /// The name of the profile by which the driver is met.
  public var profile = DriverProfile.standard.name
  /// Environment variables of the profile that are set, as `NAME=value`.
  public var variables: [String] = []
}
