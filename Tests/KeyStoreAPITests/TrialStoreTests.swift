import Foundation
import HSM
import Support
import Testing
import TokenSupport

@testable import KeyStoreAPI

/// Trials as they are kept, and what they forbid.
@Suite struct TrialStoreTests {
  private let folder: TemporaryDirectory
  private let token: TestToken
  private let store: Store

  init() throws {
    folder = try TemporaryDirectory()
    token = try TestToken()
    store = Store(location: StoreLocation(sqlite: folder.url("claviger.db").path), access: .readWrite)
  }

  private func connected() throws -> Connection {
    let connection = token.connection(token.driver(useCases: [.generate]))
    try connection.connect()
    return connection
  }

  @Test func `a trial is kept until the library or the token is another`() throws {
    let connection = try connected()
    defer { connection.disconnect() }
    let keyStore = KeyStore(store: store, connections: [connection])
    let instance = try #require(connection.trialInstance)
    #expect(try store.lastTrial(of: "test") == nil)
    let made = try keyStore.runTrial(on: connection, isFull: false)
    #expect(try store.trial(of: "test", instance)?.rows == made.rows)
    #expect(try keyStore.trialIfNew(on: connection)?.rows == made.rows)
    var other = instance
    other.firmware = "9.9"
    #expect(try store.trial(of: "test", other) == nil)
    #expect(try store.lastTrial(of: "test")?.instance == instance)
  }

  @Test func `an export that the trial refuted is refused with the reason, until it is tried again`() throws {
    let connection = try connected()
    defer { connection.disconnect() }
    let keyStore = KeyStore(store: store, connections: [connection])
    let instance = try #require(connection.trialInstance)
    let row = TrialRow(
      driver: "test", useCase: .generate, step: "export ec-p256", result: .failed, detail: "it cannot be wrapped")
    try store.keep(TrialReport(instance: instance, at: Date(), rows: [row]), of: "test")
    let export = try PairExport(.curve(.p384), transportBits: 3072)
    #expect {
      _ = try keyStore.export(export, on: connection, to: "nowhere") { (_) throws(HSMError) in }
    } throws: {
      ($0 as? KeyStoreError)?.hsm?.code == .refused
        && ($0 as? KeyStoreError)?.message.contains("it cannot be wrapped") == true
    }
    _ = try keyStore.runTrial(on: connection, isFull: false)
    var delivered = 0
    _ = try keyStore.export(export, on: connection, to: "nowhere") { (_) throws(HSMError) in delivered += 1 }
    #expect(delivered == 1)
  }

  @Test func `protection and pairs that the trial refuted are refused with the reason, until they are tried again`()
    throws
  {
    try token.makeKey("kek")
    let connection = token.connection(token.driver(useCases: [.protect, .hardware]))
    try connection.connect()
    defer { connection.disconnect() }
    let keyStore = KeyStore(store: store, connections: [connection])
    let instance = try #require(connection.trialInstance)
    let key = try #require(try connection.listObjects().first)
    let rows = [
      TrialRow(driver: "test", useCase: .protect, step: "protect aes-256", result: .failed, detail: "no AES here"),
      TrialRow(driver: "test", useCase: .hardware, step: "pair ec-p256", result: .failed, detail: "no curve here"),
    ]
    try keyStore.setDefault(.type("password"), to: key, on: connection)
    try store.keep(TrialReport(instance: instance, at: Date(), rows: rows), of: "test")
    #expect(key.ineligibility(on: try keyStore.ground(on: connection)) == .refutedByTrial("no AES here"))
    func said(_ body: () throws -> Void) -> String {
      do {
        try body()
        return ""
      } catch {
        return (error as? KeyStoreError).map { "\($0.exitCode) \($0.message)" } ?? "\(error)"
      }
    }
    #expect(said { try keyStore.setDefault(.global, to: key, on: connection) }.contains("no AES here"))
    let path = try SecretPath(parsing: "db")
    let put = said { _ = try keyStore.put(TestToken.secret("x"), as: path, type: "password") }
    #expect(put.hasPrefix("6 ") && put.contains("no AES here"))
    let review = try connection.review(try KeyTemplate(KeyRequest(.curve(.p256), label: "pair", uses: [.sign])))
    let pair = said { _ = try keyStore.generate(review, on: connection) }
    #expect(pair.hasPrefix("6 ") && pair.contains("no curve here"))
    _ = try keyStore.runTrial(on: connection, isFull: false)
    #expect(said { try keyStore.setDefault(.global, to: key, on: connection) } == "")
  }
}
