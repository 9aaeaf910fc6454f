/// A step of a trial, tried by the same code that does it in normal use.
public enum TrialStep: Sendable, Hashable {
  case export(KeyKind)
  case protect(bits: Int)
  /// All signatures and ciphers of the standard's table with one pair that stays in the token.
  case hardware(KeyKind)

  public var useCase: UseCase {
    switch self {
    case .export: .generate
    case .protect: .protect
    case .hardware: .hardware
    }
  }

  /// As its row has it.
  public var name: String {
    switch self {
    case .export(let kind): "export \(kind.name)"
    case .protect(let bits): "protect aes-\(bits)"
    case .hardware(let kind): "pair \(kind.name)"
    }
  }

  /// The steps for configured use cases.
  ///
  /// - Parameter isFull: every type and size; else what tells of a driver's first use, so that an HSM at work is not
  ///   loaded unasked.
  static func all(for useCases: Set<UseCase>, isFull: Bool) -> [TrialStep] {
    let usual: [TrialStep] = [.protect(bits: 256), .export(.rsa(bits: 2048)), .export(.curve(.p256))]
    let more: [TrialStep] =
      [.protect(bits: 128), .protect(bits: 192)]
      + [.rsa(bits: 3072), .rsa(bits: 4096), .curve(.p384), .curve(.p521)].map { .export($0) }
      + [.rsa(bits: 2048), .curve(.p256), .curve(.p384), .curve(.p521), .curve(.ed25519)].map { .hardware($0) }
    return (usual + (isFull ? more : [])).filter { useCases.contains($0.useCase) }
  }
}
