import CTerminalEmulator
import Foundation
import Support
import Synchronization

/// A copy of a driver's library that a test has for itself.
///
/// The loader takes a copy for another library, with state of its own. And where a library reads its configuration from
/// an environment variable, which all tests of the process share, the copy reads a variable of its own: the name is
/// exchanged in the file for another of the same length.
struct PrivateLibrary {
  let path: String
  /// The variable that the copy reads.
  let variable: String

  private static let next = Mutex(0)
  /// The variables were set before main: setenv(3) under another thread's getenv(3) crashes.
  private static let root = URL(fileURLWithPath: String(cString: private_libraries_root()))

  enum Kind {
    case softHSM, server, rehearsal

    /// The name in the library as it was built.
    var name: String {
      switch self {
      case .softHSM: "SOFTHSM2_CONF"
      case .server: "P11_KIT_SERVER_ADDRESS"
      case .rehearsal: "CLAVIGER_REHEARSAL"
      }
    }

    func variable(_ number: Int) -> String {
      let digits = String(number)
      return String(name.prefix(name.count - 4)) + String(repeating: "0", count: 4 - digits.count) + digits
    }

    func file(_ number: Int) -> String {
      switch self {
      case .softHSM: "softhsm-\(number).conf"
      case .server: "server-\(number).sock"
      case .rehearsal: "rehearsal-\(number)"
      }
    }
  }

  /// What the variable points to: a configuration to be written, a socket to be made.
  let file: URL

  init(of library: String, _ kind: Kind) throws {
    let root = Self.root
    let number = Self.next.withLock { next in
      defer { next += 1 }
      return next
    }
    guard number < private_libraries_most else {
      throw SupportError("more private libraries than \(private_libraries_most)")
    }
    variable = kind.variable(number)
    file = root.appendingPathComponent(kind.file(number))
    path = root.appendingPathComponent("library-\(number).so").path
    let original = URL(fileURLWithPath: library).resolvingSymlinksInPath()
    var bytes = try Data(contentsOf: original)
    let name = Data("\0\(kind.name)\0".utf8)
    guard let place = bytes.range(of: name) else { throw SupportError("\(library) does not read \(kind.name)") }
    bytes.replaceSubrange(place, with: Data("\0\(variable)\0".utf8))
    try bytes.write(to: URL(fileURLWithPath: path))
  }
}
