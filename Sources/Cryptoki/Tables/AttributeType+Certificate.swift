internal import CCryptoki

// Certificates and what they are trusted for.
extension AttributeType {
  public static let CKA_CERTIFICATE_TYPE = Self(rawValue: CCryptoki.CKA_CERTIFICATE_TYPE)
  public static let CKA_CERTIFICATE_CATEGORY = Self(rawValue: CCryptoki.CKA_CERTIFICATE_CATEGORY)
  public static let CKA_ISSUER = Self(rawValue: CCryptoki.CKA_ISSUER)
  public static let CKA_SERIAL_NUMBER = Self(rawValue: CCryptoki.CKA_SERIAL_NUMBER)
  public static let CKA_AC_ISSUER = Self(rawValue: CCryptoki.CKA_AC_ISSUER)
  public static let CKA_OWNER = Self(rawValue: CCryptoki.CKA_OWNER)
  public static let CKA_ATTR_TYPES = Self(rawValue: CCryptoki.CKA_ATTR_TYPES)
  public static let CKA_URL = Self(rawValue: CCryptoki.CKA_URL)
  public static let CKA_HASH_OF_SUBJECT_PUBLIC_KEY = Self(rawValue: CCryptoki.CKA_HASH_OF_SUBJECT_PUBLIC_KEY)
  public static let CKA_HASH_OF_ISSUER_PUBLIC_KEY = Self(rawValue: CCryptoki.CKA_HASH_OF_ISSUER_PUBLIC_KEY)
  public static let CKA_HASH_OF_CERTIFICATE = Self(rawValue: CCryptoki.CKA_HASH_OF_CERTIFICATE)
  public static let CKA_NAME_HASH_ALGORITHM = Self(rawValue: CCryptoki.CKA_NAME_HASH_ALGORITHM)
  public static let CKA_JAVA_MIDP_SECURITY_DOMAIN = Self(rawValue: CCryptoki.CKA_JAVA_MIDP_SECURITY_DOMAIN)
  public static let CKA_TRUST_SERVER_AUTH = Self(rawValue: CCryptoki.CKA_TRUST_SERVER_AUTH)
  public static let CKA_TRUST_CLIENT_AUTH = Self(rawValue: CCryptoki.CKA_TRUST_CLIENT_AUTH)
  public static let CKA_TRUST_CODE_SIGNING = Self(rawValue: CCryptoki.CKA_TRUST_CODE_SIGNING)
  public static let CKA_TRUST_EMAIL_PROTECTION = Self(rawValue: CCryptoki.CKA_TRUST_EMAIL_PROTECTION)
  public static let CKA_TRUST_IPSEC_IKE = Self(rawValue: CCryptoki.CKA_TRUST_IPSEC_IKE)
  public static let CKA_TRUST_TIME_STAMPING = Self(rawValue: CCryptoki.CKA_TRUST_TIME_STAMPING)
  public static let CKA_TRUST_OCSP_SIGNING = Self(rawValue: CCryptoki.CKA_TRUST_OCSP_SIGNING)

  static let certificateRows: [Row] = [
    Row(.CKA_CERTIFICATE_TYPE, "CKA_CERTIFICATE_TYPE", .certificateType, .other, "type of certificate"),
    Row(
      .CKA_CERTIFICATE_CATEGORY, "CKA_CERTIFICATE_CATEGORY", .number, .other,
      "whose it is: the token's own, an authority's or another's"),
    Row(.CKA_ISSUER, "CKA_ISSUER", .bytes, .other, "issuer's name in DER"),
    Row(.CKA_SERIAL_NUMBER, "CKA_SERIAL_NUMBER", .bytes, .other, "serial number in DER"),
    Row(.CKA_AC_ISSUER, "CKA_AC_ISSUER", .bytes, .other, "issuer of an attribute certificate"),
    Row(.CKA_OWNER, "CKA_OWNER", .bytes, .other, "holder of an attribute certificate"),
    Row(.CKA_ATTR_TYPES, "CKA_ATTR_TYPES", .bytes, .other, "attributes in an attribute certificate"),
    Row(.CKA_URL, "CKA_URL", .text, .other, "where the whole certificate can be fetched"),
    Row(
      .CKA_HASH_OF_SUBJECT_PUBLIC_KEY, "CKA_HASH_OF_SUBJECT_PUBLIC_KEY", .bytes, .other,
      "hash of the subject's public key"),
    Row(
      .CKA_HASH_OF_ISSUER_PUBLIC_KEY, "CKA_HASH_OF_ISSUER_PUBLIC_KEY", .bytes, .other, "hash of the issuer's public key"
    ),
    Row(.CKA_HASH_OF_CERTIFICATE, "CKA_HASH_OF_CERTIFICATE", .bytes, .other, "hash of the certificate"),
    Row(.CKA_NAME_HASH_ALGORITHM, "CKA_NAME_HASH_ALGORITHM", .mechanism, .other, "hash function of these hashes"),
    Row(.CKA_JAVA_MIDP_SECURITY_DOMAIN, "CKA_JAVA_MIDP_SECURITY_DOMAIN", .number, .other, "Java MIDP security domain"),
    Row(.CKA_TRUST_SERVER_AUTH, "CKA_TRUST_SERVER_AUTH", .number, .other, "trust in it as a server"),
    Row(.CKA_TRUST_CLIENT_AUTH, "CKA_TRUST_CLIENT_AUTH", .number, .other, "trust in it as a client"),
    Row(.CKA_TRUST_CODE_SIGNING, "CKA_TRUST_CODE_SIGNING", .number, .other, "trust in code it signed"),
    Row(.CKA_TRUST_EMAIL_PROTECTION, "CKA_TRUST_EMAIL_PROTECTION", .number, .other, "trust in e-mail it signed"),
    Row(.CKA_TRUST_IPSEC_IKE, "CKA_TRUST_IPSEC_IKE", .number, .other, "trust in it for IPsec"),
    Row(.CKA_TRUST_TIME_STAMPING, "CKA_TRUST_TIME_STAMPING", .number, .other, "trust in its time stamps"),
    Row(.CKA_TRUST_OCSP_SIGNING, "CKA_TRUST_OCSP_SIGNING", .number, .other, "trust in its OCSP answers"),
  ]
}
