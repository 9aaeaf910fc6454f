public import Cryptoki
public import Foundation
public import HSM
public import SecretMemory
import Support

/// A SoftHSM token of the test's own, in a library and a folder that no other test uses.
public final class TestToken: Sendable {
  public static let pin = "1234"
  public static let soPIN = "12345678"

  public let label = "test"
  public let modulePath: String
  /// What a process that loads the library must have in its environment.
  public let environment: [String: String]
  /// SoftHSM's configuration for this token.
  public let configuration: URL
  private let folder: TemporaryDirectory

  public static func secret(_ text: String) -> SecretBytes {
    var secret = SecretBytes(capacity: max(1, text.utf8.count))
    for byte in text.utf8 { _ = secret.append(byte) }
    return secret
  }

  public init() throws {
    folder = try TemporaryDirectory()
    let library = try PrivateLibrary(of: SoftHSMDirectory.modulePath, .softHSM)
    modulePath = library.path
    environment = [library.variable: library.file.path]
    configuration = library.file
    try FileManager.default.createDirectory(at: folder.url("tokens"), withIntermediateDirectories: false)
    let text = """
      directories.tokendir = \(folder.url("tokens").path)
      objectstore.backend = file
      log.level = ERROR
      slots.removable = false

      """
    try Data(text.utf8).write(to: library.file)
    let module = try Module(path: modulePath)
    try module.initialize()
    guard let free = try module.slots(withToken: true).first else { throw SupportError("SoftHSM shows no free slot") }
    try module.initializeToken(in: free, soPIN: Self.secret(Self.soPIN), label: label)
    guard let slot = try module.slots(withToken: true).first(where: { try module.tokenInfo($0).label == label })
    else { throw SupportError("SoftHSM does not show the token that it made") }
    let session = try module.openSession(on: slot, readWrite: true)
    try session.login(.CKU_SO, pin: Self.secret(Self.soPIN))
    try session.initializePIN(Self.secret(Self.pin))
    try session.logout()
    session.close()
    try module.finalize()
  }

  /// Runs `body` in a read-write session that is logged in, in a use of the module that ends with it.
  ///
  /// - Parameter observer: is told of each call.
  public func withSession<Result>(
    observer: Module.Observer? = nil, _ body: (Session) throws -> Result
  ) throws -> Result {
    let module = try Module(path: modulePath, observer: observer)
    try module.initialize()
    // What the module answers at the end is not what the test is about.
    defer { try? module.finalize() }
    guard let slot = try module.slots(withToken: true).first(where: { try module.tokenInfo($0).label == label })
    else { throw SupportError("token \(label) is gone") }
    let session = try module.openSession(on: slot, readWrite: true)
    defer { session.close() }
    try session.login(.CKU_USER, pin: Self.secret(Self.pin))
    return try body(session)
  }

  /// Makes an AES token key that may protect, but for what `changes` says.
  @discardableResult
  public func makeKey(_ label: String, id: [UInt8] = [1], _ changes: Template = [:]) throws -> [UInt8] {
    try withSession { _ = try $0.generateKey(Mechanism(.CKM_AES_KEY_GEN), Self.template(label, id: id, changes)) }
    return id
  }

  public static func template(_ label: String, id: [UInt8], _ changes: Template = [:]) -> Template {
    var template: Template = [
      .CKA_TOKEN: true, .CKA_PRIVATE: true, .CKA_SENSITIVE: true, .CKA_EXTRACTABLE: false,
      .CKA_LABEL: .text(label), .CKA_ID: .bytes(id), .CKA_VALUE_LEN: .number(32), .CKA_ENCRYPT: true,
      .CKA_DECRYPT: true,
    ]
    for attribute in changes.attributes { template[attribute.type] = attribute.value }
    return template
  }

  /// The folder in which SoftHSM keeps its tokens.
  public var directory: URL { folder.url("tokens") }

  /// A driver for this token that protects and logs in with a typed PIN.
  public func driver(useCases: Set<UseCase> = [.protect], pin: PINSource = .file(path: "test")) -> DriverConfiguration {
    var driver = DriverConfiguration(name: label, modulePath: modulePath, token: TokenSelector(label: label))
    driver.useCases = useCases
    driver.pin = pin
    driver.reconnect.first = .milliseconds(20)
    driver.reconnect.longest = .milliseconds(100)
    return driver
  }

  /// A connection of this token, not yet connected.
  public func connection(_ driver: DriverConfiguration? = nil, pin: String? = TestToken.pin) -> Connection {
    Connection(
      driver: driver ?? self.driver(), modules: LoadedModules(),
      pinProvider: { (_) throws(HSMError) in pin.map(Self.secret) })
  }
}
