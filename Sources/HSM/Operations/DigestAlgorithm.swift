internal import COpenSSL
public import Cryptoki

/// A digest of the SHA family, as signatures and OAEP name it.
public enum DigestAlgorithm: String, Sendable, Hashable, CaseIterable {
  case sha1, sha224, sha256, sha384, sha512

  /// The mechanism that names it in parameters.
  public var mechanism: MechanismType {
    switch self {
    case .sha1: .CKM_SHA_1
    case .sha224: .CKM_SHA224
    case .sha256: .CKM_SHA256
    case .sha384: .CKM_SHA384
    case .sha512: .CKM_SHA512
    }
  }

  /// The mask generation function over it.
  public var mask: MaskGeneration {
    switch self {
    case .sha1: .CKG_MGF1_SHA1
    case .sha224: .CKG_MGF1_SHA224
    case .sha256: .CKG_MGF1_SHA256
    case .sha384: .CKG_MGF1_SHA384
    case .sha512: .CKG_MGF1_SHA512
    }
  }

  /// Its length in bytes.
  public var count: Int {
    switch self {
    case .sha1: 20
    case .sha224: 28
    case .sha256: 32
    case .sha384: 48
    case .sha512: 64
    }
  }

  /// What stands before the digest in DigestInfo (RFC 8017, section 9.2, note 1).
  var digestInfoPrefix: [UInt8] {
    switch self {
    case .sha1: [0x30, 0x21, 0x30, 0x09, 0x06, 0x05, 0x2B, 0x0E, 0x03, 0x02, 0x1A, 0x05, 0x00, 0x04, 0x14]
    case .sha224: Self.prefix(0x2D, 0x04, 0x1C)
    case .sha256: Self.prefix(0x31, 0x01, 0x20)
    case .sha384: Self.prefix(0x41, 0x02, 0x30)
    case .sha512: Self.prefix(0x51, 0x03, 0x40)
    }
  }

  private static func prefix(_ length: UInt8, _ arc: UInt8, _ count: UInt8) -> [UInt8] {
    [
      0x30, length, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, arc, 0x05, 0x00, 0x04,
      count,
    ]
  }

  /// OpenSSL's own.
  var evp: OpaquePointer? {
    switch self {
    case .sha1: EVP_sha1()
    case .sha224: EVP_sha224()
    case .sha256: EVP_sha256()
    case .sha384: EVP_sha384()
    case .sha512: EVP_sha512()
    }
  }
}
