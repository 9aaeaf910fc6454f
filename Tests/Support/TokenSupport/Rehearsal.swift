public import Cryptoki
public import Foundation
public import HSM
import Support

/// A SoftHSM token behind the rehearsal module, which does as it is told: a library, a control file and counts of the
/// test's own.
public final class Rehearsal: Sendable {
  public let token: TestToken
  public let modulePath: String
  /// What another process must have in its environment to be in the same rehearsal.
  public let environment: [String: String]
  public let control: URL

  /// - Parameter lines: what the module is told from the beginning, before it is loaded.
  public init(_ lines: String...) throws {
    token = try TestToken()
    let library = try PrivateLibrary(
      of: BuiltProduct.url(named: "libclaviger-rehearsal.so").path, .rehearsal)
    modulePath = library.path
    control = library.file
    environment = token.environment.merging([library.variable: control.path]) { own, _ in own }
    try order(lines)
  }

  /// Puts these lines in the place of all before; without any, the module does nothing but pass calls on.
  public func order(_ lines: String...) throws { try order(lines) }

  public func order(_ lines: [String]) throws {
    let text = (["module \(token.modulePath)"] + lines).joined(separator: "\n") + "\n"
    // Written beside it and renamed, so that no call finds half a file. The name is new each time: two files of one
    // length within a clock's tick still differ.
    let draft = control.appendingPathExtension("draft")
    guard
      FileManager.default.createFile(
        atPath: draft.path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600]),
      rename(draft.path, control.path) == 0
    else { throw SupportError("\(control.path) cannot be written") }
  }

  /// Runs `body` under these lines, and takes them back.
  public func ordering<Result>(_ lines: String..., body: () throws -> Result) throws -> Result {
    try order(lines)
    defer {
      // What a test says after this fails by itself where the lines are still in force.
      try? order()
    }
    return try body()
  }

  /// What was counted until now.
  public var counts: RehearsalCounts {
    get throws { try RehearsalCounts(of: control.appendingPathExtension("counts")) }
  }

  /// Loads the module, and initialises it.
  public func module(observer: Module.Observer? = nil) throws -> Module {
    let module = try Module(path: modulePath, observer: observer)
    try module.initialize()
    return module
  }

  /// Runs `body` in a read-write session that is logged in, in a use of the module that ends with it.
  public func withSession<Result>(_ body: (Session) throws -> Result) throws -> Result {
    let module = try module()
    defer {
      // A test may have seen to it that this fails.
      try? module.finalize()
    }
    let session = try module.openSession(on: slot(in: module), readWrite: true)
    defer { session.close() }
    try session.login(.CKU_USER, pin: TestToken.secret(TestToken.pin))
    return try body(session)
  }

  public func slot(in module: Module) throws -> SlotID {
    guard let slot = try module.slots(withToken: true).first(where: { try module.tokenInfo($0).label == token.label })
    else { throw SupportError("token \(token.label) is gone") }
    return slot
  }

  /// A driver for this token; with short deadlines, so that a hang is seen soon.
  public func driver(useCases: Set<UseCase> = [.protect]) -> DriverConfiguration {
    var driver = token.driver(useCases: useCases)
    driver.modulePath = modulePath
    driver.deadlines.call = .seconds(1)
    return driver
  }
}
