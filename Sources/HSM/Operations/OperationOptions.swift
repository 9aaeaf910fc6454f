public import Cryptoki

/// What a person may say about a mechanism's parameter; what is left out has a default, or is an error.
public struct OperationOptions: Sendable, Hashable {
  public var hash: DigestAlgorithm?
  /// The hash of the mask generation function; follows `hash`.
  public var mask: DigestAlgorithm?
  /// Bytes; the hash's length where it is left out.
  public var saltLength: Int?
  public var label: [UInt8]?
  public var iv: [UInt8]?
  public var additionalData: [UInt8]?
  public var tagBits: Int?

  public init() {}

  /// Why options and mechanism do not go together.
  public struct Mismatch: Error, Sendable, Hashable, CustomStringConvertible {
    public let description: String
  }

  /// The mechanism with its parameter.
  ///
  /// - Parameter iv: the initialisation vector where the options have none: a fresh one, or the one read from before the
  ///   cipher text.
  /// - Throws: `Mismatch` for an option that the mechanism does not take, or one that it lacks.
  public func mechanism(_ type: MechanismType, iv fallback: [UInt8]? = nil) throws(Mismatch) -> Mechanism {
    let kind = type.parameter
    try refuse(hash != nil && kind != .oaep && kind != .pss && type != .CKM_ECDSA, "--hash", type)
    try refuse(mask != nil && kind != .oaep && kind != .pss, "--mgf", type)
    try refuse(saltLength != nil && kind != .pss, "--salt-length", type)
    try refuse(label != nil && kind != .oaep, "--oaep-label", type)
    try refuse(iv != nil && !type.takesIV, "--iv", type)
    try refuse(additionalData != nil && kind != .gcm, "--aad", type)
    try refuse(tagBits != nil && kind != .gcm, "--tag-bits", type)
    switch kind {
    case .none, .eddsa, .keyWrapIV, .kwp, .signContext: return Mechanism(type)
    case .oaep:
      let hash = hash ?? .sha256
      return Mechanism(type, .oaep(hash: hash.mechanism, mask: (mask ?? hash).mask, label: label ?? []))
    case .pss:
      let own = DigestingMechanism(type)?.digest
      if let own, let hash, hash != own {
        throw Mismatch(description: "\(type.name) digests with \(own), not with \(hash)")
      }
      let hash = own ?? hash ?? .sha256
      return Mechanism(
        type,
        .pss(hash: hash.mechanism, mask: (mask ?? hash).mask, saltLength: try checkedSaltLength ?? hash.count))
    case .iv: return Mechanism(type, parameter: try vector(type, fallback))
    case .gcm:
      let bits = tagBits ?? 128
      guard [128, 120, 112, 104, 96, 64, 32].contains(bits) else {
        throw Mismatch(description: "--tag-bits is 128, 120, 112, 104, 96, 64 or 32, not \(bits)")
      }
      return Mechanism(
        type, .gcm(iv: try vector(type, fallback), additionalData: additionalData ?? [], tagBits: bits))
    case .ctr: return Mechanism(type, .ctr(counterBits: 128, block: try vector(type, fallback)))
    case .ecdh1, .ccm, .macLength, .derivationData, .other:
      throw Mismatch(description: "\(type.name) takes a parameter that cannot be given here")
    }
  }

  private func refuse(_ isWrong: Bool, _ option: String, _ type: MechanismType) throws(Mismatch) {
    if isWrong { throw Mismatch(description: "\(type.name) takes no \(option)") }
  }

  private var checkedSaltLength: Int? {
    get throws(Mismatch) {
      guard let saltLength else { return nil }
      guard (0...1024).contains(saltLength) else {
        throw Mismatch(description: "--salt-length is a number of bytes from 0 to 1024, not \(saltLength)")
      }
      return saltLength
    }
  }

  private func vector(_ type: MechanismType, _ fallback: [UInt8]?) throws(Mismatch) -> [UInt8] {
    guard let vector = iv ?? fallback else { throw Mismatch(description: "\(type.name) needs --iv") }
    if type.parameter == .gcm {
      guard (1...256).contains(vector.count) else {
        throw Mismatch(description: "--iv of \(type.name) has 1 to 256 bytes, not \(vector.count)")
      }
    } else if vector.count != type.ivLength {
      throw Mismatch(description: "--iv of \(type.name) has \(type.ivLength) bytes, not \(vector.count)")
    }
    return vector
  }
}

extension MechanismType {
  /// Whether its parameter has an initialisation vector.
  public var takesIV: Bool { [.iv, .gcm, .ctr].contains(parameter) }

  /// The bytes of an initialisation vector that is made here: a block, and for GCM the twelve that NIST SP 800-38D
  /// recommends.
  public var ivLength: Int {
    switch keyType {
    case _ where parameter == .gcm: 12
    case .CKK_DES, .CKK_DES2, .CKK_DES3, .CKK_BLOWFISH, .CKK_CAST, .CKK_CAST3, .CKK_CAST128, .CKK_IDEA, .CKK_CDMF,
      .CKK_RC2, .CKK_SKIPJACK:
      8
    default: 16
    }
  }
}
