public import Cryptoki

/// A pair that a token makes for use outside it, and how it travels.
///
/// The token wraps the private key under an AES key of its own, and that one under an RSA key made outside for this one
/// export. All its objects are session objects, and none is left.
public struct PairExport: Sendable, Hashable {
  public let kind: KeyKind
  /// The length of the RSA key under which the AES key travels, in bits; nil takes what the pair's strength asks for.
  public var transportBits: Int?
  /// Whether the AES key is wrapped by CKM_RSA_PKCS_OAEP; else that is done only where CKM_RSA_PKCS is refused.
  public var prefersOAEP = false

  /// Lengths that a transport key may be asked to have.
  public static let transportRange = 3072...16384

  /// - Throws: `HSMError` `refused` for a pair that nothing defines an export for.
  public init(_ kind: KeyKind, transportBits: Int? = nil) throws(HSMError) {
    switch kind {
    case .rsa, .curve(.p256), .curve(.p384), .curve(.p521), .curve(.secp256k1): break
    case .aes:
      throw HSMError(
        .refused, "\(kind.name) is no key pair", remedy: "`claviger keys generate` makes AES keys on a token")
    case .curve:
      throw HSMError(
        .refused, "an \(kind.name) pair cannot be exported: no standard defines how its private key is wrapped",
        remedy: "make it with `claviger keys generate`: it stays on the token")
    }
    self.kind = kind
    self.transportBits = transportBits
  }

  /// The length that the pair's strength asks for, as the standard practice has it.
  var usualTransportBits: Int {
    switch kind {
    case .rsa(let bits): max(bits, 3072)
    case .curve(.p384), .curve(.p521): 7680
    case .curve, .aes: 3072
    }
  }

  /// The shortest RSA key that is as strong as the pair: NIST SP 800-57 part 1, table 2.
  var equivalentBits: Int {
    switch kind {
    case .rsa(let bits): bits
    case .curve(.p384): 7680
    case .curve(.p521): 15360
    case .curve, .aes: 3072
    }
  }
}

/// A pair that left its token, with how it did.
public final class ExportedPair: Sendable {
  public let kind: KeyKind
  /// PrivateKeyInfo of RFC 5208, in DER.
  public let privateKey: PrivateKeyInfo
  public let publicKey: SubjectPublicKeyInfo
  public let route: ExportRoute

  init(kind: KeyKind, privateKey: consuming PrivateKeyInfo, publicKey: SubjectPublicKeyInfo, route: ExportRoute) {
    self.kind = kind
    self.privateKey = privateKey
    self.publicKey = publicKey
    self.route = route
  }
}

/// The mechanisms by which a pair was made and left, and what a person should know of it.
public struct ExportRoute: Sendable, Hashable, Codable {
  /// What made the pair.
  public var generation: MechanismType
  /// What wrapped the AES key, with a hash where it is OAEP.
  public var outer: MechanismType
  /// What wrapped the private key.
  public var inner: MechanismType
  public var dialect: WrapDialect
  public var transportBits: Int
  /// Mechanisms that come before the one that was taken, and why they were not.
  public var passedOver: [PassedMechanism] = []
  /// In words: a transport weaker than the pair, a mechanism that is not the usual one.
  public var notes: [String] = []

  /// All of it for people, a line each.
  public var lines: [(title: String, text: String)] {
    [
      (
        "wrapped by",
        "\(inner.name) (\(dialect.rawValue)), under \(outer.name) of \(transportBits) bits"
      )
    ] + passedOver.map { ("passed over", "\($0.mechanism.name): \($0.reason)") } + notes.map { ("note", $0) }
  }
}

/// A mechanism that was not taken.
public struct PassedMechanism: Sendable, Hashable, Codable {
  public var mechanism: MechanismType
  /// `not listed`, `listed without CKF_WRAP`, or what came of trying it.
  public var reason: String
  public var code: ReturnCode?
  /// Whether the token lists it for wrapping, so that it should have worked.
  public var isOffered: Bool
}
