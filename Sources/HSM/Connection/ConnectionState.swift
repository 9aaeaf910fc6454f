/// How a driver's connection stands.
public enum ConnectionState: String, Sendable, Codable, Hashable, CaseIterable {
  case connecting, connected, suspect, reconnecting, needsLogin, stuck, failed, disabled

  /// The state as people read it.
  public var words: String {
    switch self {
    case .connecting: "connecting"
    case .connected: "connected"
    case .suspect: "checking the connection"
    case .reconnecting: "reconnecting"
    case .needsLogin: "login needed"
    case .stuck: "stuck"
    case .failed: "failed"
    case .disabled: "disconnected"
    }
  }
}
