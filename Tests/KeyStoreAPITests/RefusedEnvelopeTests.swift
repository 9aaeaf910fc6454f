import Cryptoki
import Foundation
import GRDB
import HSM
import KeyStoreAPI
import SecretMemory
import Testing
import TokenSupport

/// What the module itself counts: a secret that does not open never gets as far as the token's decryption.
@Suite(.oneDriverAtATime) struct RefusedEnvelopeTests {
  private let rehearsal: Rehearsal
  private let fixture: StoreFixture
  private let connection: Connection
  private let keyStore: KeyStore

  init() throws {
    rehearsal = try Rehearsal()
    fixture = try StoreFixture()
    try rehearsal.token.makeKey("kek")
    connection = Connection(
      driver: rehearsal.driver(), modules: LoadedModules(),
      pinProvider: { (_) throws(HSMError) in TestToken.secret(TestToken.pin) })
    try connection.connect()
    keyStore = KeyStore(store: fixture.store, connections: [connection])
    try keyStore.setDefault(.global, to: keyStore.key(labelled: "kek").object, on: connection)
  }

  private func put(_ bytes: [UInt8], _ name: String) throws {
    try keyStore.put(secret(bytes), as: secretPath(name), type: "password")
  }

  private func get(_ name: String) throws -> [UInt8] {
    try keyStore.get(secretPath(name)).withUnsafeBytes { Array($0) }
  }

  @Test func `the module counts no C_Decrypt for a changed, swapped or truncated envelope`() throws {
    defer { connection.disconnect() }
    try put([1, 2, 3], "it")
    try put([4, 5, 6], "other")
    let database = try DatabaseQueue(path: fixture.path)
    let row = try #require(
      try database.read { try Row.fetchOne($0, sql: "SELECT * FROM secret WHERE name = 'it'") })
    #expect(try get("it") == [1, 2, 3])
    let before = try rehearsal.counts
    func refused(_ sql: String, _ arguments: StatementArguments = []) throws {
      try database.write { try $0.execute(sql: "UPDATE secret SET \(sql) WHERE name = 'it'", arguments: arguments) }
      #expect(code { _ = try get("it") } == .cannotOpen, "\(sql)")
    }
    for column in ["iv", "mac", "cipher_text", "fingerprint"] {
      let bytes = try #require(row[column] as Data?)
      // Another fingerprint is another key's: that one is not there, and nothing is decrypted either.
      if column != "fingerprint" {
        for bit in 0..<(bytes.count * 8) {
          var changed = bytes
          changed[bit / 8] ^= 1 << UInt8(bit % 8)
          try refused("\(column) = ?", [changed])
        }
        try refused("\(column) = ?", [bytes.dropLast()])
        try refused("\(column) = ?", [Data()])
        try refused("\(column) = (SELECT \(column) FROM secret WHERE name = 'other')")
      }
      try database.write {
        try $0.execute(sql: "UPDATE secret SET \(column) = ? WHERE name = 'it'", arguments: [bytes])
      }
    }
    for column in ["iv, mac, cipher_text", "iv, mac, cipher_text, revision"] {
      try refused("(\(column)) = (SELECT \(column) FROM secret WHERE name = 'other')")
    }
    let after = try rehearsal.counts
    for function in [CryptokiFunction.C_Decrypt, .C_DecryptInit, .C_DecryptUpdate, .C_DecryptFinal] {
      #expect(after.calls(function) == before.calls(function), "\(function)")
    }
    #expect(try get("other") == [4, 5, 6])
    #expect(try rehearsal.counts.calls(.C_Decrypt) > after.calls(.C_Decrypt), "what opens is counted")
  }

  @Test func `a token that takes no long part in one call gets long secrets in parts`() throws {
    defer { connection.disconnect() }
    try rehearsal.order("limit-single-part 16K")
    for length in [0, 1, 15, 16, 17, 1024, 16 << 10, (16 << 10) + 1, 100_000, 1 << 20] {
      let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
      try put(bytes, "s\(length)")
      #expect(try get("s\(length)") == bytes, "\(length)")
    }
    #expect(try rehearsal.counts.calls(.C_EncryptUpdate) > 256)
    try rehearsal.order()
    #expect(try get("s1048576").count == 1 << 20, "it is the same envelope")
  }
}
