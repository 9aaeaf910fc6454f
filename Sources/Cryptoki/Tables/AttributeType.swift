/// The type of an attribute: a CK_ATTRIBUTE_TYPE, known here or not.
public struct AttributeType: StandardConstant {
  public let rawValue: UInt
  public init(rawValue: UInt) { self.rawValue = rawValue }

  public static let prefix = "CKA_"
  public static let names = ConstantNames(rows.map { ($0.type, $0.name) }, aliases: aliases)
}

extension AttributeType {
  /// What the tables know of one attribute.
  public struct Row: Sendable {
    public let type: AttributeType
    public let name: String
    /// What its value is made of.
    public let kind: AttributeKind
    /// Which objects carry it. No other may be asked for it, or given it.
    public let half: ObjectHalf
    /// What it says, in words that fit behind a key: `may encrypt`.
    public let words: String
    /// Whether the token alone sets it: a result, which no template may have.
    public let isReadOnly: Bool
    /// Whether its value is what a private or secret key consists of, and is never shown.
    public let isSensitive: Bool

    init(
      _ type: AttributeType, _ name: String, _ kind: AttributeKind, _ half: ObjectHalf, _ words: String,
      isReadOnly: Bool = false, isSensitive: Bool = false
    ) {
      self.type = type
      self.name = name
      self.kind = kind
      self.half = half
      self.words = words
      self.isReadOnly = isReadOnly
      self.isSensitive = isSensitive
    }
  }

  /// Every attribute of PKCS#11 2.40 to 3.2, by topic.
  public static let rows: [Row] =
    objectRows + keyRows + keyProtectionRows + keyMaterialRows + certificateRows + deviceRows + otpRows + ratchetRows

  /// Other spellings of the standard.
  static let aliases: [String: Self] = [
    "CKA_ECDSA_PARAMS": .CKA_EC_PARAMS,
    "CKA_SUB_PRIME_BITS": .CKA_SUBPRIME_BITS,
  ]

  private static let rowByType = Dictionary(uniqueKeysWithValues: rows.map { ($0.type, $0) })

  /// The attribute's row, or nil where the tables do not have it.
  public var row: Row? { Self.rowByType[self] }

  /// What its value is made of; bytes where the tables do not say.
  public var kind: AttributeKind { row?.kind ?? .bytes }

  /// Whether the token alone sets it.
  public var isReadOnly: Bool { row?.isReadOnly ?? false }

  /// Whether its value is what a private or secret key consists of.
  public var isSensitive: Bool { row?.isSensitive ?? false }

  /// Whether objects of this class carry it; true where the tables do not say.
  public func isCarried(by objectClass: ObjectClass) -> Bool {
    row?.half.contains(ObjectHalf(of: objectClass)) ?? true
  }
}
