internal import Cryptoki

/// What is digested here and what the token is given, for one signature.
struct SigningPlan {
  let mechanism: Mechanism
  /// What the data is digested with here; nil where the token takes the data as it is.
  let digest: DigestAlgorithm?
  /// Data of these lengths in bytes is taken for a digest that was made before.
  let lengthsOfDigests: Set<Int>
  private let takesDigestInfo: Bool

  private init(
    _ mechanism: Mechanism, digest: DigestAlgorithm? = nil, lengthsOfDigests: Set<Int> = [],
    takesDigestInfo: Bool = false
  ) {
    self.mechanism = mechanism
    self.digest = digest
    self.lengthsOfDigests = lengthsOfDigests
    self.takesDigestInfo = takesDigestInfo
  }

  /// The token's own mechanism where it has it.
  init(_ mechanism: Mechanism, digest: DigestAlgorithm?, key: KeyObject) {
    switch mechanism.type {
    case .CKM_ECDSA:
      // No length is taken for a digest's where somebody says that the data is to be digested.
      self.init(
        mechanism, digest: digest ?? key.customaryDigest,
        lengthsOfDigests: digest == nil ? Set(DigestAlgorithm.allCases.map(\.count)) : [])
    case .CKM_RSA_PKCS_PSS:
      guard case .pss(let hash, _, _) = mechanism.parameter,
        let own = DigestAlgorithm.allCases.first(where: { $0.mechanism == hash })
      else {
        self.init(mechanism)
        return
      }
      self.init(mechanism, digest: own, lengthsOfDigests: [own.count])
    default:
      self.init(mechanism)
    }
  }

  /// The digest here, and the bare mechanism on the token.
  init?(bare mechanism: Mechanism) {
    guard let digesting = DigestingMechanism(mechanism.type) else { return nil }
    self.init(
      Mechanism(digesting.bare, mechanism.parameter), digest: digesting.digest,
      takesDigestInfo: digesting.takesDigestInfo)
  }

  /// What the token is given of a digest.
  func message(_ digest: [UInt8]) -> [UInt8] {
    guard takesDigestInfo, let algorithm = self.digest else { return digest }
    return algorithm.digestInfoPrefix + digest
  }
}

extension KeyObject {
  /// The digest that goes with a curve's strength.
  fileprivate var customaryDigest: DigestAlgorithm {
    switch curve {
    case .p384: .sha384
    case .p521: .sha512
    default: .sha256
    }
  }
}
