/// An elliptic curve that tokens name in CKA_EC_PARAMS.
public enum Curve: Sendable, Hashable, Codable, CaseIterable {
  case p256, p384, p521, secp256k1, ed25519, ed448, x25519, x448

  /// The DER form of the curve's object identifier.
  public var parameters: [UInt8] {
    switch self {
    case .p256: [0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07]
    case .p384: [0x06, 0x05, 0x2B, 0x81, 0x04, 0x00, 0x22]
    case .p521: [0x06, 0x05, 0x2B, 0x81, 0x04, 0x00, 0x23]
    case .secp256k1: [0x06, 0x05, 0x2B, 0x81, 0x04, 0x00, 0x0A]
    case .ed25519: [0x06, 0x03, 0x2B, 0x65, 0x70]
    case .ed448: [0x06, 0x03, 0x2B, 0x65, 0x71]
    case .x25519: [0x06, 0x03, 0x2B, 0x65, 0x6E]
    case .x448: [0x06, 0x03, 0x2B, 0x65, 0x6F]
    }
  }

  public var name: String {
    switch self {
    case .p256: "EC P-256"
    case .p384: "EC P-384"
    case .p521: "EC P-521"
    case .secp256k1: "EC secp256k1"
    case .ed25519: "Ed25519"
    case .ed448: "Ed448"
    case .x25519: "X25519"
    case .x448: "X448"
    }
  }

  public var bits: Int {
    switch self {
    case .p256, .secp256k1: 256
    case .p384: 384
    case .p521: 521
    case .ed25519, .x25519: 255
    case .ed448, .x448: 448
    }
  }

  /// Reads CKA_EC_PARAMS: an object identifier, or the PrintableString that PKCS#11 3.0 allowed for Edwards curves.
  public init?(parameters: [UInt8]) {
    if let curve = Self.allCases.first(where: { $0.parameters == parameters }) {
      self = curve
      return
    }
    guard parameters.count > 2, parameters[0] == 0x13 else { return nil }
    switch String(decoding: parameters.dropFirst(2), as: UTF8.self) {
    case "edwards25519": self = .ed25519
    case "edwards448": self = .ed448
    case "curve25519": self = .x25519
    case "curve448": self = .x448
    default: return nil
    }
  }
}
