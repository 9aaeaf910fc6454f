internal import CCryptoki

/// How OAEP and PSS make their mask: a CK_RSA_PKCS_MGF_TYPE.
public struct MaskGeneration: StandardConstant {
  public let rawValue: UInt
  public init(rawValue: UInt) { self.rawValue = rawValue }

  public static let prefix = "CKG_"
  public static let names = ConstantNames(rows.map { ($0.type, $0.name) })
}

extension MaskGeneration {
  public static let CKG_MGF1_SHA1 = Self(rawValue: CCryptoki.CKG_MGF1_SHA1)
  public static let CKG_MGF1_SHA224 = Self(rawValue: CCryptoki.CKG_MGF1_SHA224)
  public static let CKG_MGF1_SHA256 = Self(rawValue: CCryptoki.CKG_MGF1_SHA256)
  public static let CKG_MGF1_SHA384 = Self(rawValue: CCryptoki.CKG_MGF1_SHA384)
  public static let CKG_MGF1_SHA512 = Self(rawValue: CCryptoki.CKG_MGF1_SHA512)
  public static let CKG_MGF1_SHA3_224 = Self(rawValue: CCryptoki.CKG_MGF1_SHA3_224)
  public static let CKG_MGF1_SHA3_256 = Self(rawValue: CCryptoki.CKG_MGF1_SHA3_256)
  public static let CKG_MGF1_SHA3_384 = Self(rawValue: CCryptoki.CKG_MGF1_SHA3_384)
  public static let CKG_MGF1_SHA3_512 = Self(rawValue: CCryptoki.CKG_MGF1_SHA3_512)
}

extension MaskGeneration {
  /// What the tables know of one mask generation function.
  public struct Row: Sendable {
    public let type: MaskGeneration
    public let name: String

    init(_ type: MaskGeneration, _ name: String) {
      self.type = type
      self.name = name
    }
  }

  /// Every mask generation function of PKCS#11 2.40 to 3.2.
  public static let rows: [Row] = [
    Row(.CKG_MGF1_SHA1, "CKG_MGF1_SHA1"),
    Row(.CKG_MGF1_SHA224, "CKG_MGF1_SHA224"),
    Row(.CKG_MGF1_SHA256, "CKG_MGF1_SHA256"),
    Row(.CKG_MGF1_SHA384, "CKG_MGF1_SHA384"),
    Row(.CKG_MGF1_SHA512, "CKG_MGF1_SHA512"),
    Row(.CKG_MGF1_SHA3_224, "CKG_MGF1_SHA3_224"),
    Row(.CKG_MGF1_SHA3_256, "CKG_MGF1_SHA3_256"),
    Row(.CKG_MGF1_SHA3_384, "CKG_MGF1_SHA3_384"),
    Row(.CKG_MGF1_SHA3_512, "CKG_MGF1_SHA3_512"),
  ]
}
