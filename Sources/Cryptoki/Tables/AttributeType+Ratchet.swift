internal import CCryptoki

// Keys of the double ratchet (X2RATCHET).
extension AttributeType {
  public static let CKA_X2RATCHET_RK = Self(rawValue: CCryptoki.CKA_X2RATCHET_RK)
  public static let CKA_X2RATCHET_HKS = Self(rawValue: CCryptoki.CKA_X2RATCHET_HKS)
  public static let CKA_X2RATCHET_HKR = Self(rawValue: CCryptoki.CKA_X2RATCHET_HKR)
  public static let CKA_X2RATCHET_NHKS = Self(rawValue: CCryptoki.CKA_X2RATCHET_NHKS)
  public static let CKA_X2RATCHET_NHKR = Self(rawValue: CCryptoki.CKA_X2RATCHET_NHKR)
  public static let CKA_X2RATCHET_CKS = Self(rawValue: CCryptoki.CKA_X2RATCHET_CKS)
  public static let CKA_X2RATCHET_CKR = Self(rawValue: CCryptoki.CKA_X2RATCHET_CKR)
  public static let CKA_X2RATCHET_DHS = Self(rawValue: CCryptoki.CKA_X2RATCHET_DHS)
  public static let CKA_X2RATCHET_DHP = Self(rawValue: CCryptoki.CKA_X2RATCHET_DHP)
  public static let CKA_X2RATCHET_DHR = Self(rawValue: CCryptoki.CKA_X2RATCHET_DHR)
  public static let CKA_X2RATCHET_NS = Self(rawValue: CCryptoki.CKA_X2RATCHET_NS)
  public static let CKA_X2RATCHET_NR = Self(rawValue: CCryptoki.CKA_X2RATCHET_NR)
  public static let CKA_X2RATCHET_PNS = Self(rawValue: CCryptoki.CKA_X2RATCHET_PNS)
  public static let CKA_X2RATCHET_BOBS1STMSG = Self(rawValue: CCryptoki.CKA_X2RATCHET_BOBS1STMSG)
  public static let CKA_X2RATCHET_ISALICE = Self(rawValue: CCryptoki.CKA_X2RATCHET_ISALICE)
  public static let CKA_X2RATCHET_BAGSIZE = Self(rawValue: CCryptoki.CKA_X2RATCHET_BAGSIZE)
  public static let CKA_X2RATCHET_BAG = Self(rawValue: CCryptoki.CKA_X2RATCHET_BAG)

  static let ratchetRows: [Row] = [
    Row(.CKA_X2RATCHET_RK, "CKA_X2RATCHET_RK", .bytes, .secretKey, "root key", isSensitive: true),
    Row(.CKA_X2RATCHET_HKS, "CKA_X2RATCHET_HKS", .bytes, .secretKey, "sender's header key", isSensitive: true),
    Row(.CKA_X2RATCHET_HKR, "CKA_X2RATCHET_HKR", .bytes, .secretKey, "receiver's header key", isSensitive: true),
    Row(.CKA_X2RATCHET_NHKS, "CKA_X2RATCHET_NHKS", .bytes, .secretKey, "sender's next header key", isSensitive: true),
    Row(.CKA_X2RATCHET_NHKR, "CKA_X2RATCHET_NHKR", .bytes, .secretKey, "receiver's next header key", isSensitive: true),
    Row(.CKA_X2RATCHET_CKS, "CKA_X2RATCHET_CKS", .bytes, .secretKey, "sender's chain key", isSensitive: true),
    Row(.CKA_X2RATCHET_CKR, "CKA_X2RATCHET_CKR", .bytes, .secretKey, "receiver's chain key", isSensitive: true),
    Row(
      .CKA_X2RATCHET_DHS, "CKA_X2RATCHET_DHS", .bytes, .secretKey, "sender's Diffie-Hellman secret key",
      isSensitive: true),
    Row(.CKA_X2RATCHET_DHP, "CKA_X2RATCHET_DHP", .bytes, .secretKey, "sender's Diffie-Hellman public key"),
    Row(.CKA_X2RATCHET_DHR, "CKA_X2RATCHET_DHR", .bytes, .secretKey, "receiver's Diffie-Hellman public key"),
    Row(.CKA_X2RATCHET_NS, "CKA_X2RATCHET_NS", .number, .secretKey, "messages sent"),
    Row(.CKA_X2RATCHET_NR, "CKA_X2RATCHET_NR", .number, .secretKey, "messages received"),
    Row(.CKA_X2RATCHET_PNS, "CKA_X2RATCHET_PNS", .number, .secretKey, "messages sent under the chain before"),
    Row(.CKA_X2RATCHET_BOBS1STMSG, "CKA_X2RATCHET_BOBS1STMSG", .bool, .secretKey, "second party that has not sent yet"),
    Row(.CKA_X2RATCHET_ISALICE, "CKA_X2RATCHET_ISALICE", .bool, .secretKey, "first party"),
    Row(.CKA_X2RATCHET_BAGSIZE, "CKA_X2RATCHET_BAGSIZE", .number, .secretKey, "out-of-order keys kept"),
    Row(.CKA_X2RATCHET_BAG, "CKA_X2RATCHET_BAG", .bytes, .secretKey, "out-of-order keys", isSensitive: true),
  ]
}
