internal import CCryptoki

// Objects and their attributes.
extension ReturnCode {
  public static let CKR_OBJECT_HANDLE_INVALID = Self(rawValue: CCryptoki.CKR_OBJECT_HANDLE_INVALID)
  public static let CKR_ATTRIBUTE_READ_ONLY = Self(rawValue: CCryptoki.CKR_ATTRIBUTE_READ_ONLY)
  public static let CKR_ATTRIBUTE_SENSITIVE = Self(rawValue: CCryptoki.CKR_ATTRIBUTE_SENSITIVE)
  public static let CKR_ATTRIBUTE_TYPE_INVALID = Self(rawValue: CCryptoki.CKR_ATTRIBUTE_TYPE_INVALID)
  public static let CKR_ATTRIBUTE_VALUE_INVALID = Self(rawValue: CCryptoki.CKR_ATTRIBUTE_VALUE_INVALID)
  public static let CKR_ACTION_PROHIBITED = Self(rawValue: CCryptoki.CKR_ACTION_PROHIBITED)
  public static let CKR_TEMPLATE_INCOMPLETE = Self(rawValue: CCryptoki.CKR_TEMPLATE_INCOMPLETE)
  public static let CKR_TEMPLATE_INCONSISTENT = Self(rawValue: CCryptoki.CKR_TEMPLATE_INCONSISTENT)
  public static let CKR_DOMAIN_PARAMS_INVALID = Self(rawValue: CCryptoki.CKR_DOMAIN_PARAMS_INVALID)
  public static let CKR_CURVE_NOT_SUPPORTED = Self(rawValue: CCryptoki.CKR_CURVE_NOT_SUPPORTED)
  public static let CKR_PARAMETER_SET_NOT_SUPPORTED = Self(rawValue: CCryptoki.CKR_PARAMETER_SET_NOT_SUPPORTED)
  public static let CKR_PUBLIC_KEY_INVALID = Self(rawValue: CCryptoki.CKR_PUBLIC_KEY_INVALID)

  static let objectRows: [Row] = [
    Row(
      .CKR_OBJECT_HANDLE_INVALID, "CKR_OBJECT_HANDLE_INVALID",
      "the object no longer exists, or not for this session",
      "list the objects anew; log in if it is a private one"),
    Row(
      .CKR_ATTRIBUTE_READ_ONLY, "CKR_ATTRIBUTE_READ_ONLY",
      "this attribute cannot be changed",
      "leave it as it is, or set it when the object is made"),
    Row(
      .CKR_ATTRIBUTE_SENSITIVE, "CKR_ATTRIBUTE_SENSITIVE",
      "the value is secret and cannot be read",
      "nothing to do; the token protects it"),
    Row(
      .CKR_ATTRIBUTE_TYPE_INVALID, "CKR_ATTRIBUTE_TYPE_INVALID",
      "the object or the token does not know this attribute",
      "leave the attribute out"),
    Row(
      .CKR_ATTRIBUTE_VALUE_INVALID, "CKR_ATTRIBUTE_VALUE_INVALID",
      "the token does not accept an attribute's value",
      "check the values that were set"),
    Row(
      .CKR_ACTION_PROHIBITED, "CKR_ACTION_PROHIBITED",
      "the object, or the token's policy, forbids this action",
      "see whether it may be copied, changed and deleted at all"),
    Row(
      .CKR_TEMPLATE_INCOMPLETE, "CKR_TEMPLATE_INCOMPLETE",
      "an attribute that the token needs is missing",
      "set the missing attribute; the driver's manual names it"),
    Row(
      .CKR_TEMPLATE_INCONSISTENT, "CKR_TEMPLATE_INCONSISTENT",
      "the attributes do not go together, or the token forbids them together",
      "set fewer attributes, or those its policy allows"),
    Row(
      .CKR_DOMAIN_PARAMS_INVALID, "CKR_DOMAIN_PARAMS_INVALID",
      "the token does not take these parameters",
      "choose another curve or group"),
    Row(
      .CKR_CURVE_NOT_SUPPORTED, "CKR_CURVE_NOT_SUPPORTED",
      "the token does not have this curve",
      "choose another curve"),
    Row(
      .CKR_PARAMETER_SET_NOT_SUPPORTED, "CKR_PARAMETER_SET_NOT_SUPPORTED",
      "the token does not have this parameter set",
      "choose another parameter set"),
    Row(.CKR_PUBLIC_KEY_INVALID, "CKR_PUBLIC_KEY_INVALID", "the public key is not valid", "check where it comes from"),
  ]
}
