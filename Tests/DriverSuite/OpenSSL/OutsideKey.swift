import COpenSSL
import Cryptoki
import HSM

/// A key that OpenSSL holds: the public half of a token's pair, or a pair of its own.
final class OutsideKey {
  let shape: KeyShape
  let key: OpaquePointer

  /// Takes the public half of a pair from the attributes that its token shows.
  init(publicHalf: ObjectHandle, of shape: KeyShape, in session: Session) throws {
    let info: [UInt8]
    switch shape {
    case .rsa(let bits):
      let read = try session.attributes([.CKA_MODULUS, .CKA_PUBLIC_EXPONENT], of: publicHalf)
      let (modulus, exponent) = (read.bytes(.CKA_MODULUS) ?? [], read.bytes(.CKA_PUBLIC_EXPONENT) ?? [])
      try require(modulus.count == bits / 8, "CKA_MODULUS has \(modulus.count) bytes")
      let rsaEncryption = DER.sequence([0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01], [0x05, 0x00])
      info = DER.sequence(
        rsaEncryption, DER.bitString(DER.sequence(DER.integer(modulus), DER.integer(exponent))))
    case .curve(let curve):
      var point = try session.attributes([.CKA_EC_POINT], of: publicHalf).bytes(.CKA_EC_POINT)?[...] ?? []
      let content = Array(try DER.take(0x04, from: &point))
      let ecPublicKey: [UInt8] = [0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01]
      let algorithm =
        curve == .ed25519 ? DER.sequence(curve.parameters) : DER.sequence(ecPublicKey, curve.parameters)
      info = DER.sequence(algorithm, DER.bitString(content))
    }
    self.shape = shape
    key = try info.withUnsafeBufferPointer { info in
      var start = info.baseAddress
      guard let key = d2i_PUBKEY(nil, &start, info.count) else {
        throw OutsideError(description: "OpenSSL does not take the public key")
      }
      return key
    }
  }

  deinit { EVP_PKEY_free(key) }
}
