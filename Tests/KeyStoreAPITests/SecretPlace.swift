import Cryptoki
import Foundation
import HSM
import KeyStoreAPI
import SecretMemory
import Testing
import TokenSupport

/// A key store on a token of its own, with keys by their labels.
struct SecretPlace {
  let token: TestToken
  let fixture: StoreFixture
  let connection: Connection
  let keyStore: KeyStore

  init(keys labels: [String] = ["kek"], default label: String? = "kek") throws {
    token = try TestToken()
    fixture = try StoreFixture()
    try token.withSession { session in
      for (number, label) in labels.enumerated() {
        _ = try session.generateKey(
          Mechanism(.CKM_AES_KEY_GEN), TestToken.template(label, id: [UInt8(number >> 8), UInt8(number & 0xFF)]))
      }
    }
    connection = token.connection()
    try connection.connect()
    keyStore = KeyStore(store: fixture.store, connections: [connection])
    if let label { try setDefault(.global, label) }
  }

  var store: Store { fixture.store }

  func key(_ label: String) throws -> ChosenKey { try keyStore.key(labelled: label) }

  func setDefault(_ scope: Scope, _ label: String) throws {
    try keyStore.setDefault(scope, to: key(label).object, on: connection)
  }

  func put(
    _ bytes: [UInt8], _ name: String, type: String = "password", under label: String? = nil, replacing: Bool = false
  ) throws -> Secret {
    try keyStore.put(
      secret(bytes), as: SecretPath(parsing: name), type: type, under: label.map(key), replacing: replacing)
  }

  func get(_ name: String) throws -> [UInt8] {
    try keyStore.get(SecretPath(parsing: name)).withUnsafeBytes { Array($0) }
  }
}

func secret(_ bytes: [UInt8]) -> SecretBytes {
  bytes.withUnsafeBytes { (raw: UnsafeRawBufferPointer) in SecretBox(SecretBytes(copying: raw)) }.take()
    ?? SecretBytes(capacity: 1)
}

func secretPath(_ text: String) throws -> SecretPath { try SecretPath(parsing: text) }
