internal import Foundation

/// Who made a change, as far as the system can tell. Captured once: a process that changes its identity later is still
/// the one that began.
public struct AuditActor: Sendable, Hashable, Codable {
  public let userID: UInt32
  /// The user who logged in, which su and sudo leave as it was; nil where the kernel keeps none.
  public let loginUserID: UInt32?
  /// The user who called sudo, by its own word: the environment proves nothing.
  public let sudoUserID: UInt32?
  public let terminal: String?
  public let host: String

  public init(userID: UInt32, loginUserID: UInt32?, sudoUserID: UInt32?, terminal: String?, host: String) {
    self.userID = userID
    self.loginUserID = loginUserID
    self.sudoUserID = sudoUserID
    self.terminal = terminal
    self.host = host
  }

  /// Whoever runs this process.
  public static let current = AuditActor(
    userID: getuid(), loginUserID: readLoginUserID(),
    sudoUserID: ProcessInfo.processInfo.environment["SUDO_UID"].flatMap { UInt32($0) },
    terminal: readTerminal(), host: readHost())

  /// The kernel's name for this machine: Foundation's would ask the network.
  private static func readHost() -> String {
    var name = [CChar](repeating: 0, count: 256)
    return gethostname(&name, name.count) == 0 ? text(name) : "unknown"
  }

  private static func text(_ characters: [CChar]) -> String {
    String(decoding: characters.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  private static func readLoginUserID() -> UInt32? {
    guard let text = try? String(contentsOfFile: "/proc/self/loginuid", encoding: .utf8),
      let id = UInt32(text.trimmingCharacters(in: .whitespacesAndNewlines)),
      id != UInt32.max  // the kernel's word for "nobody logged in"
    else { return nil }
    return id
  }

  /// The terminal of whichever standard stream still has one.
  private static func readTerminal() -> String? {
    for stream: Int32 in 0...2 {
      var name = [CChar](repeating: 0, count: 256)
      if ttyname_r(stream, &name, name.count) == 0 {
        return text(name)
      }
    }
    return nil
  }
}

extension AuditActor: CustomStringConvertible {
  /// One line, in the manner of id(1).
  public var description: String {
    var parts = ["uid=\(userID)"]
    if let loginUserID { parts.append("login=\(loginUserID)") }
    if let sudoUserID { parts.append("sudo=\(sudoUserID)") }
    if let terminal { parts.append("tty=\(terminal)") }
    parts.append("host=\(host)")
    return Name.printable(parts.joined(separator: " "))
  }
}
