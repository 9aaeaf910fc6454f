internal import Foundation
internal import GRDB
internal import HSM

extension KeyIdentity {
  static let columns = [
    "token_label", "token_serial", "token_manufacturer", "token_model", "key_label", "key_type", "key_id",
    "fingerprint",
  ]

  init(row: Row) throws(KeyStoreError) {
    self.init(
      token: TokenIdentity(
        label: try row.text("token_label"), serial: try row.text("token_serial"),
        manufacturer: try row.text("token_manufacturer"), model: try row.text("token_model")),
      label: try row.blob("key_label"),
      keyType: UInt(bitPattern: Int(try row.integer("key_type"))),
      id: try row.blob("key_id"), fingerprint: try row.blob("fingerprint"))
  }

  /// The values of `columns`, in their order.
  var values: [(any DatabaseValueConvertible)?] {
    [
      token.label, token.serial, token.manufacturer, token.model, Data(label), Int64(Int(bitPattern: keyType)),
      Data(id), Data(fingerprint),
    ]
  }
}

extension KeyReference {
  static let columns = KeyIdentity.columns + ["cryptogram_version", "iv", "cipher_text", "text_hash", "mac"]

  init(row: Row) throws(KeyStoreError) {
    let identity = try KeyIdentity(row: row)
    self.init(
      token: identity.token, label: identity.label, keyType: identity.keyType, id: identity.id,
      cryptogram: Cryptogram(
        version: try row.count("cryptogram_version"), iv: try row.blob("iv"), cipherText: try row.blob("cipher_text"),
        textHash: try row.blob("text_hash"), fingerprint: identity.fingerprint, mac: try row.blob("mac")))
  }

  /// The values of `columns`, in their order.
  var values: [(any DatabaseValueConvertible)?] {
    identity.values + [
      Int64(cryptogram.version), Data(cryptogram.iv), Data(cryptogram.cipherText), Data(cryptogram.textHash),
      Data(cryptogram.mac),
    ]
  }
}
