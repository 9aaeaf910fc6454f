internal import CCryptoki

// What every object has, data objects and storage flags. CKA_VALUE of a DH, DSA or post-quantum public key is left out:
// nothing here makes or shows such keys, and for all others it would be the private half.
extension AttributeType {
  public static let CKA_CLASS = Self(rawValue: CCryptoki.CKA_CLASS)
  public static let CKA_TOKEN = Self(rawValue: CCryptoki.CKA_TOKEN)
  public static let CKA_PRIVATE = Self(rawValue: CCryptoki.CKA_PRIVATE)
  public static let CKA_LABEL = Self(rawValue: CCryptoki.CKA_LABEL)
  public static let CKA_UNIQUE_ID = Self(rawValue: CCryptoki.CKA_UNIQUE_ID)
  public static let CKA_MODIFIABLE = Self(rawValue: CCryptoki.CKA_MODIFIABLE)
  public static let CKA_COPYABLE = Self(rawValue: CCryptoki.CKA_COPYABLE)
  public static let CKA_DESTROYABLE = Self(rawValue: CCryptoki.CKA_DESTROYABLE)
  public static let CKA_APPLICATION = Self(rawValue: CCryptoki.CKA_APPLICATION)
  public static let CKA_OBJECT_ID = Self(rawValue: CCryptoki.CKA_OBJECT_ID)
  public static let CKA_VALUE = Self(rawValue: CCryptoki.CKA_VALUE)

  static let objectRows: [Row] = [
    Row(.CKA_CLASS, "CKA_CLASS", .objectClass, .all, "what sort of object it is"),
    Row(.CKA_TOKEN, "CKA_TOKEN", .bool, .all, "stays on the token"),
    Row(.CKA_PRIVATE, "CKA_PRIVATE", .bool, .all, "seen only after login"),
    Row(.CKA_LABEL, "CKA_LABEL", .text, .all, "label"),
    Row(.CKA_UNIQUE_ID, "CKA_UNIQUE_ID", .text, .all, "the token's own name for this one object", isReadOnly: true),
    Row(.CKA_MODIFIABLE, "CKA_MODIFIABLE", .bool, .all, "may be changed"),
    Row(.CKA_COPYABLE, "CKA_COPYABLE", .bool, .all, "may be copied"),
    Row(.CKA_DESTROYABLE, "CKA_DESTROYABLE", .bool, .all, "may be destroyed"),
    Row(.CKA_APPLICATION, "CKA_APPLICATION", .text, .other, "application that looks after it"),
    Row(.CKA_OBJECT_ID, "CKA_OBJECT_ID", .bytes, .other, "object identifier of the data"),
    Row(.CKA_VALUE, "CKA_VALUE", .bytes, [.secretOrPrivate, .other], "the value itself", isSensitive: true),
  ]
}
