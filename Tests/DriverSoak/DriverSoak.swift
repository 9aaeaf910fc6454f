import Cryptoki
import Foundation
import HSM
import SecretMemory
import Synchronization

/// Threads at work on one driver, while whoever started this program takes the driver's token away and gives it back.
///
/// The first line of standard input is a `SoakedDriver`, each further one a `SoakOrder`; each line of standard output is
/// a `SoakReport`. The program ends with its standard input.
@main struct DriverSoak {
  static func main() throws {
    // A client that writes to a server which has died must not end the soak.
    signal(SIGPIPE, SIG_IGN)
    guard let line = readLine() else { return }
    let soak = try Soak(JSONDecoder().decode(SoakedDriver.self, from: Data(line.utf8)))
    try soak.start()
    while let order = readLine().flatMap(SoakOrder.init(rawValue:)) {
      switch order {
      case .reconnect: soak.reconnect()
      case .end: soak.end()
      }
    }
    // Not by way of exit handlers: a call that hangs in a library may hold what they want.
    _exit(0)
  }
}

/// Text as the locked bytes that logins take.
func secret(_ text: String) -> SecretBytes {
  var secret = SecretBytes(capacity: max(1, text.utf8.count))
  for byte in text.utf8 { _ = secret.append(byte) }
  return secret
}
