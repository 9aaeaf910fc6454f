import Foundation
import Glibc

/// The demo with the rehearsal module before its driver: what a lost or hanging HSM looks like can be tried out.
struct DemoRehearsal {
  private let place: DemoDirectory

  init(in place: DemoDirectory) { self.place = place }

  var configurationFile: String { place.path + "/rehearsal.yaml" }
  /// What is written here, the module obeys.
  var controlFile: String { place.path + "/rehearsal" }

  /// Writes the configuration, and the control file where there is none: what somebody ordered stays ordered.
  func prepare() throws {
    let module = try RehearsalSearch.modulePath()
    let text = place.configuration(
      module: module, environment: ["CLAVIGER_REHEARSAL": "${CONFIG_DIR}/rehearsal"], banner: "REHEARSAL")
    try place.write(text, to: configurationFile)
    if access(controlFile, F_OK) != 0 { try place.write(try control, to: controlFile) }
  }

  private var control: String {
    get throws {
      """
      # What the demo's driver is told to do. Saved, it is obeyed by the next call; docs/rehearsal.md has all commands.
      module \(try SoftHSMSearch.modulePath())

      # Take the # away from a line, save, watch the console; put it back, save, and all is well again.

      # removed                                         the token is pulled out
      # fail * CKR_DEVICE_ERROR                         the connection to the HSM is lost
      # fail C_Encrypt CKR_FUNCTION_FAILED times 3      three encryptions fail
      # stall C_FindObjects until released              listing the keys hangs
      # delay * 200ms                                   a slow network
      # pin-tries 3                                     three wrong PINs lock the token
      # without CKM_AES_CBC_PAD                         the token cannot do what protection needs
      # text object-label \\e[31mred\\n                   every object has a hostile label

      """
    }
  }

  /// How to go on, for a person.
  var words: [String] {
    [
      "rehearsal: orders lie in \(controlFile)",
      "for example, while the console runs:",
      "  echo removed >> '\(controlFile)'  # the token is pulled out",
      "  sed -i /^removed/d '\(controlFile)'  # and put back",
    ]
  }
}

/// Where the rehearsal module lies: beside the program, or where it was installed.
enum RehearsalSearch {
  private static let name = "libclaviger-rehearsal.so"

  static func modulePath() throws -> String {
    let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    let beside = program.deletingLastPathComponent()
    let paths = [beside, beside.deletingLastPathComponent().appendingPathComponent("lib/claviger")]
      .map { $0.appendingPathComponent(name).path }
    guard let path = paths.first(where: { access($0, R_OK) == 0 }) else {
      throw CommandFailure(
        2, "\(name) is not there", remedy: "build it, or install it as \(paths.joined(separator: " or "))")
    }
    return path
  }
}
