public import Foundation

/// A SoftHSM of the test's own: configuration and tokens in a temporary folder.
public final class SoftHSMDirectory: Sendable {
  public let directory: TemporaryDirectory
  /// What SOFTHSM2_CONF must say.
  public let configuration: URL

  public init() throws {
    directory = try TemporaryDirectory()
    let tokens = directory.url("tokens")
    try FileManager.default.createDirectory(
      at: tokens, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    configuration = try directory.write(
      """
      directories.tokendir = \(tokens.path)
      objectstore.backend = file
      log.level = ERROR
      slots.removable = false

      """, to: "softhsm2.conf")
  }

  public var environment: [String: String] { ["SOFTHSM2_CONF": configuration.path] }

  /// Where Debian puts the library.
  public static let modulePath: String = {
    let usual = [
      "/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
      "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so", "/usr/local/lib/softhsm/libsofthsm2.so",
    ]
    return usual.first(where: FileManager.default.fileExists(atPath:)) ?? usual[0]
  }()

  /// Makes a token in a free slot.
  public func initializeToken(label: String, pin: String = "1234", soPIN: String = "5678") throws {
    let tool = URL(fileURLWithPath: "/usr/bin/softhsm2-util")
    let result = try run(
      tool, ["--init-token", "--free", "--label", label, "--pin", pin, "--so-pin", soPIN], environment: environment)
    guard result.status == .exited(0) else { throw SupportError("softhsm2-util: \(result.stderr)\(result.stdout)") }
  }
}
