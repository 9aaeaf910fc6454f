import Foundation
import HSM
import KeyStoreAPI
import SecretMemory

/// Protects a text with a key of an HSM, and opens it again, as a program that uses the key store would.
///
/// usage: ProtectAndOpen MODULE TOKEN PIN-FILE KEY STORE
@main
enum ProtectAndOpen {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 6 else {
      print("usage: ProtectAndOpen MODULE TOKEN PIN-FILE KEY STORE")
      exit(2)
    }
    var driver = DriverConfiguration(
      name: "example", modulePath: arguments[1], token: TokenSelector(label: arguments[2]))
    driver.useCases = [.protect]
    driver.pin = .file(path: arguments[3])
    let pinFile = arguments[3]
    let connection = Connection(driver: driver, modules: LoadedModules(), pinProvider: { _ in readSecret(pinFile) })
    try connection.connect()
    defer { connection.disconnect() }
    let store = Store(location: StoreLocation(sqlite: arguments[5]), access: .readWrite)
    let keyStore = KeyStore(store: store, connections: [connection])

    // With a key by its name; without `under:`, the default of type and policy protects.
    let path = try SecretPath(parsing: "greeting")
    var text = SecretBytes(capacity: 64)
    for byte in "hello, key store".utf8 { _ = text.append(byte) }
    try keyStore.put(text, as: path, type: "generic", under: keyStore.key(labelled: arguments[4]), replacing: true)

    let opened = try keyStore.get(path)
    opened.withUnsafeBytes { print(String(decoding: $0, as: UTF8.self)) }
  }

  /// The first line of a file; nil where it cannot be read.
  private static func readSecret(_ file: String) -> SecretBytes? {
    guard let bytes = FileManager.default.contents(atPath: file) else { return nil }
    var secret = SecretBytes(capacity: 255)
    for byte in bytes.prefix(while: { $0 != UInt8(ascii: "\n") }) { _ = secret.append(byte) }
    return secret
  }
}
