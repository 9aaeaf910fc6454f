public import HSM
public import KeyStoreAPI
public import Model

/// What the console knows of one driver.
public struct DriverView: Sendable, Hashable {
  public let name: String
  public internal(set) var status: ConnectionStatus?
  public internal(set) var slots: [SlotListing] = []
  public internal(set) var mechanisms: [MechanismListing]?
  public internal(set) var keys: [KeyObject] = []
  public internal(set) var keysAreComplete = false
  /// What rules about keys look at; nil before login.
  public internal(set) var ground: ProtectionGround?
  /// Why the list of keys could not be read, shown in its place.
  public internal(set) var keysFailure: Failure?
  public internal(set) var slotsFailure: Failure?
  /// The last trial, or the one that is under way as far as it has come.
  public internal(set) var trial: TrialReport?
  public internal(set) var isTrialRunning = false

  init(name: String) { self.name = name }

  var stateWords: String { status?.state.words ?? "connecting" }
  var isPublicView: Bool {
    guard let status, status.state != .disabled else { return false }
    return status.loginRequired && !status.isLoggedIn && status.token != nil
  }
}
