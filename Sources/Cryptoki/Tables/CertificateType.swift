internal import CCryptoki

/// What sort of certificate: a CK_CERTIFICATE_TYPE.
public struct CertificateType: StandardConstant {
  public let rawValue: UInt
  public init(rawValue: UInt) { self.rawValue = rawValue }

  public static let prefix = "CKC_"
  public static let names = ConstantNames(rows.map { ($0.type, $0.name) })
}

extension CertificateType {
  public static let CKC_X_509 = Self(rawValue: CCryptoki.CKC_X_509)
  public static let CKC_X_509_ATTR_CERT = Self(rawValue: CCryptoki.CKC_X_509_ATTR_CERT)
  public static let CKC_WTLS = Self(rawValue: CCryptoki.CKC_WTLS)
  public static let CKC_OPENPGP = Self(rawValue: CCryptoki.CKC_OPENPGP)
}

extension CertificateType {
  /// What the tables know of one certificate type.
  public struct Row: Sendable {
    public let type: CertificateType
    public let name: String

    init(_ type: CertificateType, _ name: String) {
      self.type = type
      self.name = name
    }
  }

  /// Every certificate type of PKCS#11 2.40 to 3.2.
  public static let rows: [Row] = [
    Row(.CKC_X_509, "CKC_X_509"),
    Row(.CKC_X_509_ATTR_CERT, "CKC_X_509_ATTR_CERT"),
    Row(.CKC_WTLS, "CKC_WTLS"),
    Row(.CKC_OPENPGP, "CKC_OPENPGP"),
  ]
}
