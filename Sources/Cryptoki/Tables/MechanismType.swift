/// What an HSM may be told to do: a CK_MECHANISM_TYPE.
public struct MechanismType: StandardConstant {
  public let rawValue: UInt
  public init(rawValue: UInt) { self.rawValue = rawValue }

  public static let prefix = "CKM_"
  public static let names = ConstantNames(rows.map { ($0.type, $0.name) }, aliases: aliases)
}

extension MechanismType {
  /// What the tables know of one mechanism.
  public struct Row: Sendable {
    public let type: MechanismType
    public let name: String
    /// What C_…Init expects in pParameter.
    public let parameter: MechanismParameterKind
    /// The type of the key that the mechanism makes or works with; nil where there is none, or any may serve.
    public let keyType: KeyType?
    public let use: MechanismUse
    /// Whether it belongs to the mechanisms that Claviger promises to offer wherever the token has them.
    public let isRequired: Bool

    init(
      _ type: MechanismType, _ name: String, _ parameter: MechanismParameterKind, _ keyType: KeyType?,
      use: MechanismUse = .known, isRequired: Bool? = nil
    ) {
      self.type = type
      self.name = name
      self.parameter = parameter
      self.keyType = keyType
      self.use = use
      self.isRequired = isRequired ?? (use != .known)
    }
  }

  /// Every mechanism of PKCS#11 2.40 to 3.2, by family.
  public static let rows: [Row] = [
    rsaRows, ecRows, aesRows, postQuantumRows, digestRows, hashDerivationRows, derivationRows, dsaRows, desRows,
    streamRows, cipherRows, oldCipherRows, tlsRows, passwordRows, gostRows, otpRows,
  ].flatMap { $0 }

  private static let rowByValue = Dictionary(uniqueKeysWithValues: rows.map { ($0.type, $0) })

  /// The mechanism's row, or nil where the tables do not have it.
  public var row: Row? { Self.rowByValue[self] }

  /// What C_…Init expects in pParameter; `.other` where the tables do not say.
  public var parameter: MechanismParameterKind { row?.parameter ?? .other }

  /// The type of the key that the mechanism makes or works with, where there is one.
  public var keyType: KeyType? { row?.keyType }

  /// What Claviger does with the mechanism.
  public var use: MechanismUse { row?.use ?? .known }

  /// Whether Claviger promises to offer the mechanism wherever the token has it.
  public var isRequired: Bool { row?.isRequired ?? false }
}
