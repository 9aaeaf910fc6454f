internal import SecretMemory

/// The key under which audit entries and default rows are MACed: derived from an AES key on a token, in locked memory, for
/// as long as the process lives.
public final class Seal: Sendable {
  /// Of the AES key that it comes from.
  let fingerprint: [UInt8]
  private let key: SecretBytes

  init(of seed: borrowing KeySeed) {
    fingerprint = seed.fingerprint
    key = seed.sealKey()
  }

  /// What a MAC is made for: nothing that is signed for one purpose passes for another.
  enum Purpose: String {
    case entry = "audit entry"
    case head = "audit head"
    case defaultKey = "default key"
  }

  /// HMAC-SHA-256 over the purpose and the fields, each with its length before it.
  func mac(_ purpose: Purpose, _ fields: [MACFields.Field]) -> [UInt8] {
    KeySeed.mac(over: MACFields([.bytes(Array(purpose.rawValue.utf8))] + fields), key: key)
  }

  func hasMade(_ mac: [UInt8]?, _ purpose: Purpose, _ fields: [MACFields.Field]) -> Bool {
    mac.map { isEqualInConstantTime($0, self.mac(purpose, fields)) } ?? false
  }
}
