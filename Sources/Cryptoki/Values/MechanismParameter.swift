/// What an operation hands its mechanism in pParameter, by the standard's structures.
public enum MechanismParameter: Sendable, Hashable {
  /// NULL and length 0.
  case none
  /// Plain bytes: an initialisation vector, the other initial value of a key wrap.
  case bytes([UInt8])
  /// CK_RSA_PKCS_OAEP_PARAMS. The label is most often empty.
  case oaep(hash: MechanismType, mask: MaskGeneration, label: [UInt8])
  /// CK_RSA_PKCS_PSS_PARAMS; the salt's length in bytes.
  case pss(hash: MechanismType, mask: MaskGeneration, saltLength: Int)
  /// CK_GCM_PARAMS; the tag's length in bits.
  case gcm(iv: [UInt8], additionalData: [UInt8], tagBits: Int)
  /// CK_CCM_PARAMS; lengths of the data and of the MAC in bytes.
  case ccm(dataLength: Int, nonce: [UInt8], additionalData: [UInt8], macLength: Int)
  /// CK_AES_CTR_PARAMS: the first counter block, and how many of its bits count.
  case ctr(counterBits: Int, block: [UInt8])
  /// CK_ECDH1_DERIVE_PARAMS: the other side's public point.
  case ecdh1(function: KeyDerivationFunction, sharedData: [UInt8], publicPoint: [UInt8])
  /// CK_EDDSA_PARAMS. `none` is plain Ed25519.
  case eddsa(isPrehashed: Bool, context: [UInt8])
  /// CK_MAC_GENERAL_PARAMS: the length of the MAC in bytes.
  case macLength(Int)
  /// CK_KEY_DERIVATION_STRING_DATA.
  case derivationData([UInt8])
  /// CK_AES_CBC_ENCRYPT_DATA_PARAMS, or with an IV of eight bytes CK_DES_CBC_ENCRYPT_DATA_PARAMS.
  case encryptedData(iv: [UInt8], data: [UInt8])
  /// CK_SIGN_ADDITIONAL_CONTEXT with the preferred hedging.
  case signContext([UInt8])
}

extension MechanismParameter {
  /// Whether a mechanism that expects `kind` may be given this.
  public func fits(_ kind: MechanismParameterKind) -> Bool {
    switch (self, kind) {
    case (.none, .none), (.none, .eddsa), (.none, .keyWrapIV), (.none, .kwp), (.none, .signContext): true
    case (.bytes(let bytes), .keyWrapIV): bytes.count == 8
    case (.bytes(let bytes), .kwp): bytes.count == 4
    case (.bytes, .iv), (_, .other): true
    case (.oaep, .oaep), (.pss, .pss), (.gcm, .gcm), (.ccm, .ccm), (.ctr, .ctr), (.ecdh1, .ecdh1), (.eddsa, .eddsa),
      (.macLength, .macLength), (.derivationData, .derivationData), (.encryptedData, .derivationData),
      (.signContext, .signContext):
      true
    default: false
    }
  }
}
