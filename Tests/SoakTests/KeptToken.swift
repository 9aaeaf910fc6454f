import Foundation
import Support

/// A SoftHSM token that outlives a killed C_Login: SoftHSM empties the token's own file and writes it anew each time.
final class KeptToken {
  static let label = "soaked"
  static let pin = "1234"

  let softHSM: SoftHSMDirectory
  private let file: URL
  private let kept: Data

  init() throws {
    softHSM = try SoftHSMDirectory()
    try softHSM.initializeToken(label: Self.label, pin: Self.pin)
    let tokens = softHSM.directory.url("tokens")
    let folders = try FileManager.default.contentsOfDirectory(at: tokens, includingPropertiesForKeys: nil)
    guard let folder = folders.first else { throw SupportError("SoftHSM made no token") }
    file = folder.appendingPathComponent("token.object")
    kept = try Data(contentsOf: file)
  }

  /// Puts back what a killed login lost.
  func mend() throws {
    if try Data(contentsOf: file).count < kept.count { try kept.write(to: file) }
  }
}
