public import Foundation
import Support

/// A certificate database of NSS, of the test's own, whose user has a PIN.
public final class NSSToken: Sendable {
  public static let label = "NSS Certificate DB"
  public static let pin = "1234"

  /// Where Debian puts the library.
  public static let modulePath: String = {
    let usual = [
      "/usr/lib/x86_64-linux-gnu/libsoftokn3.so", "/usr/lib/aarch64-linux-gnu/libsoftokn3.so",
      "/usr/lib/libsoftokn3.so",
    ]
    return usual.first(where: FileManager.default.fileExists(atPath:)) ?? usual[0]
  }()

  private let folder: TemporaryDirectory

  /// Where the database lies.
  public var directory: URL { folder.url("database") }

  public init() throws {
    folder = try TemporaryDirectory()
    try FileManager.default.createDirectory(
      at: folder.url("database"), withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    let pin = try folder.write(Self.pin + "\n", to: "pin")
    let result = try run(
      URL(fileURLWithPath: "/usr/bin/certutil"), ["-N", "-d", "sql:\(folder.path)/database", "-f", pin.path])
    guard result.status == .exited(0) else { throw SupportError("certutil: \(result.stderr)\(result.stdout)") }
  }

  /// What C_Initialize must be given in pReserved.
  public var initialize: String {
    "configdir='sql:\(directory.path)' certPrefix='' keyPrefix='' secmod='secmod.db' flags="
  }
}
