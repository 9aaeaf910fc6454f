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
}
