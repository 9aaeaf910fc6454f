import Foundation
import HSM

/// A driver that loses its token under threads at work, as whoever starts the soak set it up.
struct SoakedDriver: Codable, Sendable {
  /// What the threads do: p11-kit's remoting does not pass CKM_AES_CBC_PAD on.
  enum Work: String, Codable { case encrypting, signing }

  /// The library's absolute path.
  let module: String
  /// Text for pReserved of C_Initialize.
  var initialize: String?
  let token: String
  let pin: String
  /// The security officer's PIN with which the token comes from the factory; nil where it was set up before.
  var factorySOPIN: String?
  let work: Work
  let threads: Int

  var configuration: DriverConfiguration {
    var driver = DriverConfiguration(name: "soaked", modulePath: module, token: TokenSelector(label: token))
    driver.initialize = initialize
    driver.useCases = [.protect, .hardware]
    driver.pin = .file(path: "pin")
    // So that each login asks for the PIN, and is counted.
    driver.holdsPIN = false
    driver.deadlines.call = .seconds(2)
    driver.keepAlive = .milliseconds(100)
    driver.reconnect.first = .milliseconds(20)
    driver.reconnect.longest = .milliseconds(200)
    return driver
  }
}

/// What whoever takes the token away asks of the threads' program, a line each.
enum SoakOrder: String, Codable {
  /// Disconnects and connects again, under the threads at work.
  case reconnect
  /// Ends the threads and says what remained.
  case end
}

/// How it stands, told several times a second and at each change.
struct SoakReport: Codable, Sendable {
  var state: ConnectionState
  var generation: Int
  /// Right answers since the beginning.
  var answers: Int
  /// Errors with words that say what to do.
  var errors: Int
  /// Neither of both.
  var faults: [String] = []
  /// What stands in the way now, in words.
  var cause: String?
  var hanging: String?
  /// How often a PIN was asked for, and how often the connection was made or tried again.
  var logins: Int
  var attempts: Int
  var end: Remains?

  /// What was there after the last thread had ended.
  struct Remains: Codable, Sendable {
    /// Threads that never had an answer, and threads that did not end.
    var idleThreads: Int
    var hungThreads: Int
    /// Sessions before and after the connection was ended, and those of nobody.
    var sessions: Int
    var sessionsAfterwards: Int
    var strangeSessions: Int
  }
}
