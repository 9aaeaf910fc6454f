import Cryptoki
import Foundation
import HSM
import SecretMemory

/// A SoftHSM token in /dev/shm, so that no disk is measured, with one key for operations; removed at the end.
final class BenchmarkToken {
  static let modulePath = "/usr/lib/softhsm/libsofthsm2.so"
  static let pin = "1234"
  static let label = "benchmark"

  let module: Module
  let slot: SlotID
  let session: Session
  let key: ObjectHandle
  private(set) var keys = 1
  private let folder: URL

  /// Must be made before the process has a second thread: it sets an environment variable.
  init() throws {
    folder = URL(fileURLWithPath: "/dev/shm/claviger-benchmark-\(getpid())")
    let tokens = folder.appendingPathComponent("tokens")
    try FileManager.default.createDirectory(
      at: tokens, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let configuration = folder.appendingPathComponent("softhsm2.conf")
    try Data("directories.tokendir = \(tokens.path)\nobjectstore.backend = file\nlog.level = ERROR\n".utf8)
      .write(to: configuration)
    setenv("SOFTHSM2_CONF", configuration.path, 1)
    module = try Module(path: Self.modulePath)
    try module.initialize()
    guard let blank = try module.slots(withToken: true).first else { throw BenchmarkError("SoftHSM has no slot") }
    try module.initializeToken(in: blank, soPIN: Self.secret("12345678"), label: Self.label)
    let found = try module.slots(withToken: true).first { [module] in try module.tokenInfo($0).label == Self.label }
    guard let found else { throw BenchmarkError("SoftHSM does not show the token that it made") }
    slot = found
    session = try module.openSession(on: slot, readWrite: true)
    try session.login(.CKU_SO, pin: Self.secret("12345678"))
    try session.initializePIN(Self.secret(Self.pin))
    try session.logout()
    try session.login(.CKU_USER, pin: Self.secret(Self.pin))
    key = try session.generateKey(Mechanism(.CKM_AES_KEY_GEN), Self.template(0))
  }

  deinit {
    // What the last calls answer, and whether the folder goes, changes no result any more.
    session.close()
    try? module.finalize()
    try? FileManager.default.removeItem(at: folder)
  }

  /// A connection of the token, in the same library: the login is the process's, so that no PIN is asked for.
  func connect() throws -> Connection {
    var driver = DriverConfiguration(
      name: Self.label, modulePath: Self.modulePath, token: TokenSelector(label: Self.label))
    driver.useCases = [.protect]
    driver.pin = .file(path: "pin")
    let connection = Connection(
      driver: driver, modules: LoadedModules(), pinProvider: { (_) throws(HSMError) in Self.secret(Self.pin) })
    try connection.connect()
    return connection
  }

  /// Makes keys until there are so many.
  func grow(to count: Int) throws {
    while keys < count {
      _ = try session.generateKey(Mechanism(.CKM_AES_KEY_GEN), Self.template(keys))
      keys += 1
    }
  }

  private static func template(_ number: Int) -> Template {
    [
      .CKA_TOKEN: true, .CKA_PRIVATE: true, .CKA_SENSITIVE: true, .CKA_EXTRACTABLE: false,
      .CKA_LABEL: .text("key-\(number)"), .CKA_ID: .bytes(Array("\(number)".utf8)), .CKA_VALUE_LEN: .number(32),
      .CKA_ENCRYPT: true, .CKA_DECRYPT: true,
    ]
  }

  static func secret(_ text: String) -> SecretBytes {
    var secret = SecretBytes(capacity: text.utf8.count)
    for byte in text.utf8 { _ = secret.append(byte) }
    return secret
  }
}

struct BenchmarkError: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
