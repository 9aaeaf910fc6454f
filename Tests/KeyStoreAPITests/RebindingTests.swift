import Cryptoki
import Foundation
import HSM
import KeyStoreAPI
import SecretMemory
import Testing
import TokenSupport

@Suite(.oneDriverAtATime) struct RebindingTests {
  /// Two tokens that hold the same key values, as an HSM and its replacement do.
  private func tokens(_ copied: [String]) throws -> (SecretPlace, SecretPlace) {
    let first = try SecretPlace(keys: [], default: nil)
    let second = try SecretPlace(keys: [], default: nil)
    for place in [first, second] { place.connection.disconnect() }
    func make(_ place: SecretPlace, _ labels: [String]) throws {
      try place.token.withSession { session in
        for label in labels {
          var template = TestToken.template(label, id: [UInt8(label.utf8.count)])
          template[.CKA_CLASS] = .objectClass(.CKO_SECRET_KEY)
          template[.CKA_KEY_TYPE] = .keyType(.CKK_AES)
          template[.CKA_VALUE_LEN] = nil
          template[.CKA_VALUE] = .bytes([UInt8](repeating: UInt8(label.utf8.count), count: 32))
          _ = try session.createObject(template)
        }
      }
    }
    try make(first, ["a", "bb"])
    try make(second, copied)
    for place in [first, second] { try place.connection.connect() }
    return (first, second)
  }

  @Test func `references go to a token that holds the same keys, and secrets open there`() throws {
    let (first, second) = try tokens(["a", "bb"])
    defer { for place in [first, second] { place.connection.disconnect() } }
    try first.setDefault(.global, "a")
    _ = try first.put([1], "it")
    _ = try first.put([2], "named", under: "bb")
    let old = try #require(first.connection.status.token)
    first.connection.disconnect()
    let keyStore = KeyStore(store: first.store, connections: [second.connection])
    let dry = try keyStore.rebind(from: old, to: second.connection, isDryRun: true)
    #expect(dry.defaults == 1 && dry.secrets == 2 && dry.keys.count == 2)
    #expect(try first.store.listDefaults().first?.key.token == old)
    try keyStore.rebind(from: old, to: second.connection, reason: "the old one broke")
    #expect(try first.store.listDefaults().first?.key.token == second.connection.status.token)
    #expect(try keyStore.checkDefaults().map(\.check.result) == [.proved])
    #expect(try keyStore.get(secretPath("it")).withUnsafeBytes { Array($0) } == [1])
    #expect(try first.store.check() == [])
    #expect(try first.store.listAudit().contains { $0.action == "rebind-token" && $0.reason == "the old one broke" })
  }

  @Test func `a token that lacks one key is refused by that key's name, and nothing is changed`() throws {
    let (first, second) = try tokens(["a"])
    defer { for place in [first, second] { place.connection.disconnect() } }
    try first.setDefault(.global, "a")
    _ = try first.put([2], "named", under: "bb")
    let old = try #require(first.connection.status.token)
    let keyStore = KeyStore(store: first.store, connections: [second.connection])
    let error = #expect(throws: KeyStoreError.self) { try keyStore.rebind(from: old, to: second.connection) }
    #expect(error?.code == .notFound)
    #expect(error?.message.contains("lacks the key bb") == true)
    #expect(try first.store.listSecrets().allSatisfy { $0.key.token == old })
  }
}
