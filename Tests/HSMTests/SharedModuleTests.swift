import Cryptoki
import Foundation
import HSM
import Support
import Testing
import TokenSupport

/// Drivers that share a library, and connections that end while they are being restored.
@Suite(.oneDriverAtATime) struct SharedModuleTests {
  private func connection(
    _ token: TestToken, named name: String, label: String? = nil, in modules: LoadedModules,
    pin: String? = TestToken.pin
  ) -> Connection {
    var driver = token.driver()
    driver.name = name
    if let label { driver.token = TokenSelector(label: label) }
    return Connection(
      driver: driver, modules: modules, pinProvider: { (_) throws(HSMError) in pin.map(TestToken.secret) })
  }

  private func beginTrying(_ connection: Connection) throws {
    do {
      try connection.connect()
      Issue.record("a token that is not there was connected")
    } catch {
      connection.keepTrying(after: error)
    }
  }

  @Test func `a driver whose token is missing does not disturb its neighbour on the same library`() throws {
    let token = try TestToken()
    try token.makeKey("kek")
    let modules = LoadedModules()
    let sound = connection(token, named: "sound", in: modules)
    try sound.connect()
    defer { sound.disconnect() }
    let missing = connection(token, named: "missing", label: "elsewhere", in: modules)
    defer { missing.disconnect() }
    try beginTrying(missing)
    try waitUntil { missing.status.attempt >= 3 }
    #expect(sound.status.state == .connected)
    #expect(sound.status.generation == 1, "the library was started anew for a token that is not there")
    #expect(try sound.listObjects().map(\.labelText) == ["kek"])
  }

  @Test func `a driver connects while its neighbour is still looking for a token`() throws {
    let token = try TestToken()
    try token.makeKey("kek")
    let modules = LoadedModules()
    let missing = connection(token, named: "missing", label: "elsewhere", in: modules)
    defer { missing.disconnect() }
    try beginTrying(missing)
    try waitUntil { missing.status.attempt >= 2 }
    let sound = connection(token, named: "sound", in: modules)
    try sound.connect()
    defer { sound.disconnect() }
    #expect(sound.status.state == .connected)
    #expect(try sound.listObjects().map(\.labelText) == ["kek"])
    #expect(missing.status.state == .reconnecting)
  }

  @Test func `who disconnects while the connection is being restored stays disconnected`() throws {
    let token = try TestToken()
    let connection = token.connection()
    try connection.connect()
    let away = token.directory.appendingPathExtension("away")
    try FileManager.default.moveItem(at: token.directory, to: away)
    connection.beat()
    try waitUntil { connection.status.state == .reconnecting && connection.status.attempt >= 2 }
    connection.disconnect()
    #expect(connection.status.state == .disabled)
    try FileManager.default.moveItem(at: away, to: token.directory)
    try waitUntil { connection.status.locking == nil }
    // As long as several tries would have taken.
    let end = Date(timeIntervalSinceNow: 0.5)
    try waitUntil { connection.status.state != .disabled || Date() > end }
    #expect(connection.status.state == .disabled)
    #expect(!connection.status.isLoggedIn)
    try connection.connect()
    #expect(connection.status.state == .connected)
    connection.disconnect()
    #expect(connection.status.locking == nil)
  }

  @Test func `a replacement of the token is taken after the person disconnected`() throws {
    let token = try TestToken()
    let connection = self.connection(token, named: "test", in: LoadedModules(), pin: nil)
    try connection.connect()
    let serial = try #require(connection.status.token?.serial)
    connection.disconnect()
    try FileManager.default.removeItem(at: token.directory)
    try FileManager.default.createDirectory(at: token.directory, withIntermediateDirectories: false)
    let module = try Module(path: token.modulePath)
    try module.initialize()
    let slot = try #require(try module.slots(withToken: true).first)
    try module.initializeToken(in: slot, soPIN: TestToken.secret(TestToken.soPIN), label: token.label)
    try module.finalize()
    try connection.connect()
    defer { connection.disconnect() }
    #expect(connection.status.state == .needsLogin)
    #expect(connection.status.token?.serial != serial)
  }

  @Test(arguments: [1, 2])
  func `after some tries the library is loaded anew, not the old one used on`(after tries: Int) throws {
    let token = try TestToken()
    var driver = token.driver()
    driver.reconnect.reloadAfter = tries
    let connection = token.connection(driver)
    try connection.connect()
    defer { connection.disconnect() }
    let away = token.directory.appendingPathExtension("away")
    try FileManager.default.moveItem(at: token.directory, to: away)
    // The same path, another file: what is mapped in the end tells which one was loaded.
    let copy = token.modulePath + ".new"
    try FileManager.default.copyItem(atPath: token.modulePath, toPath: copy)
    #expect(rename(copy, token.modulePath) == 0)
    connection.beat()
    try waitUntil { connection.status.attempt >= 2 * tries + 2 }
    try FileManager.default.moveItem(at: away, to: token.directory)
    try waitUntil { connection.status.state == .connected }
    // A thread that is on its way out of the old library's last call keeps it for a moment.
    try waitUntil { try mappings(of: token.modulePath).allSatisfy { !$0.hasSuffix("(deleted)") } }
    #expect(try !mappings(of: token.modulePath).isEmpty)
  }

  private func mappings(of path: String) throws -> [Substring] {
    let file = try #require(FileHandle(forReadingAtPath: "/proc/self/maps"))
    let maps = String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
    return maps.split(separator: "\n").filter { $0.contains(path) }
  }

  @Test func `many threads meet a loss together, and the library is restarted under none of them`() throws {
    let token = try TestToken()
    try token.makeKey("kek")
    let connection = token.connection()
    try connection.connect()
    let away = token.directory.appendingPathExtension("away")
    let stop = Recorder<Void>()
    let workers = (0..<6).map { _ in
      BackgroundWork<Int> {
        var listed = 0
        while stop.elements.isEmpty {
          // Losses are what this is about; after the last return all must be well.
          if (try? connection.listObjects())?.count == 1 { listed += 1 }
        }
        return listed
      }
    }
    for _ in 0..<4 {
      let generation = connection.status.generation
      try FileManager.default.moveItem(at: token.directory, to: away)
      try waitUntil {
        connection.beat()
        return connection.status.state == .reconnecting
      }
      try FileManager.default.moveItem(at: away, to: token.directory)
      try waitUntil { connection.status.state == .connected && connection.status.generation > generation }
    }
    stop.add(())
    for worker in workers { #expect(try worker.value() > 0) }
    #expect(try connection.listObjects().map(\.labelText) == ["kek"])
    connection.disconnect()
    // Who believes that the library belongs to others leaves it initialised for ever.
    let module = try Module(path: token.modulePath)
    #expect(throws: CryptokiError(function: .C_GetInfo, code: .CKR_CRYPTOKI_NOT_INITIALIZED)) { try module.info() }
  }
}
