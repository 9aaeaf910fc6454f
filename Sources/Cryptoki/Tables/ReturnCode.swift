/// What a C_ function answered: a CK_RV.
public struct ReturnCode: StandardConstant {
  public let rawValue: UInt
  public init(rawValue: UInt) { self.rawValue = rawValue }

  public static let prefix = "CKR_"
  public static let names = ConstantNames(rows.map { ($0.code, $0.name) })
}

extension ReturnCode {
  /// What the tables know of one return code.
  public struct Row: Sendable {
    public let code: ReturnCode
    public let name: String
    /// What happened, in words that fit behind a colon: `the PIN is wrong`.
    public let meaning: String
    /// What a person may do about it, as a request.
    public let remedy: String

    init(_ code: ReturnCode, _ name: String, _ meaning: String, _ remedy: String) {
      self.code = code
      self.name = name
      self.meaning = meaning
      self.remedy = remedy
    }
  }

  /// Every return code of PKCS#11 2.40 to 3.2, by topic.
  public static let rows: [Row] =
    generalRows + tokenRows + sessionRows + loginRows + objectRows + keyRows + dataRows

  private static let rowByCode = Dictionary(uniqueKeysWithValues: rows.map { ($0.code, $0) })

  /// The code's row, or nil where the tables do not have it.
  public var row: Row? { Self.rowByCode[self] }

  /// What happened, in words.
  public var meaning: String {
    row?.meaning ?? (isVendorDefined ? "an error of this driver's own" : "an error that the standard does not name")
  }

  /// What a person may do about it.
  public var remedy: String {
    row?.remedy ?? "look the number up in the driver's manual and log"
  }

  /// The name with the number, as manuals and logs have it: `CKR_PIN_INCORRECT (0xA0)`.
  public var nameAndNumber: String {
    isKnown ? "\(name) (0x\(String(rawValue, radix: 16, uppercase: true)))" : name
  }
}
