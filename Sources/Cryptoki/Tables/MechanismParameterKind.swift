/// What a mechanism expects in pParameter of CK_MECHANISM.
public enum MechanismParameterKind: String, Sendable, Hashable, Codable, CaseIterable {
  /// NULL and length 0.
  case none
  /// An initialisation vector, as long as the cipher's block (for GMAC and XTS, as the standard says there).
  case iv
  /// CK_RSA_PKCS_OAEP_PARAMS.
  case oaep
  /// CK_RSA_PKCS_PSS_PARAMS.
  case pss
  /// CK_ECDH1_DERIVE_PARAMS.
  case ecdh1
  /// CK_EDDSA_PARAMS, or NULL for plain Ed25519.
  case eddsa
  /// CK_GCM_PARAMS.
  case gcm
  /// CK_CCM_PARAMS.
  case ccm
  /// CK_AES_CTR_PARAMS and its sisters.
  case ctr
  /// NULL, or the eight bytes of another initial value than that of RFC 3394.
  case keyWrapIV
  /// NULL, or the four bytes of another initial value than that of RFC 5649.
  case kwp
  /// CK_MAC_GENERAL_PARAMS: the length of the MAC.
  case macLength
  /// CK_KEY_DERIVATION_STRING_DATA, or a structure of IV and data.
  case derivationData
  /// NULL, or CK_SIGN_ADDITIONAL_CONTEXT.
  case signContext
  /// A structure of its own, which nothing here builds.
  case other
}
