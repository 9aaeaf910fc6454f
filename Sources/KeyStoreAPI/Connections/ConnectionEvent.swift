public import Foundation
public import HSM

/// A change of a driver's state, as the store keeps it.
public struct ConnectionEvent: Sendable, Hashable, Codable {
  public var at: Date
  public var driver: String
  public var state: ConnectionState
  public var generation: Int
  /// Why, in words; nil where there is nothing to say.
  public var words: String?
  /// The standard's own words: `C_Sign returned CKR_DEVICE_ERROR (0x30)`.
  public var cause: String?

  public init(_ status: ConnectionStatus, at: Date) {
    self.at = at
    driver = status.driver
    state = status.state
    generation = status.generation
    words = status.hangingCall.map { "\($0.function) has not returned for \(Int($0.seconds)) s" } ?? status.cause?.words
    cause = status.cause.flatMap { cause in
      cause.function.map { function in
        let number = cause.returnValue.map { " (0x\(String($0, radix: 16, uppercase: true)))" } ?? ""
        return "\(function) returned \(cause.returnName ?? "")\(number)"
      }
    }
  }

  init(
    at: Date, driver: String, state: ConnectionState, generation: Int, words: String?, cause: String?
  ) {
    self.at = at
    self.driver = driver
    self.state = state
    self.generation = generation
    self.words = words
    self.cause = cause
  }

  /// In one line for people.
  public var line: String {
    [state.words, words, cause].compactMap { $0 }.joined(separator: " · ")
  }
}
