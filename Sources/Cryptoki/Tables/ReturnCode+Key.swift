internal import CCryptoki

// Keys, and what they may be used for.
extension ReturnCode {
  public static let CKR_KEY_HANDLE_INVALID = Self(rawValue: CCryptoki.CKR_KEY_HANDLE_INVALID)
  public static let CKR_KEY_SIZE_RANGE = Self(rawValue: CCryptoki.CKR_KEY_SIZE_RANGE)
  public static let CKR_KEY_TYPE_INCONSISTENT = Self(rawValue: CCryptoki.CKR_KEY_TYPE_INCONSISTENT)
  public static let CKR_KEY_NOT_NEEDED = Self(rawValue: CCryptoki.CKR_KEY_NOT_NEEDED)
  public static let CKR_KEY_CHANGED = Self(rawValue: CCryptoki.CKR_KEY_CHANGED)
  public static let CKR_KEY_NEEDED = Self(rawValue: CCryptoki.CKR_KEY_NEEDED)
  public static let CKR_KEY_INDIGESTIBLE = Self(rawValue: CCryptoki.CKR_KEY_INDIGESTIBLE)
  public static let CKR_KEY_FUNCTION_NOT_PERMITTED = Self(rawValue: CCryptoki.CKR_KEY_FUNCTION_NOT_PERMITTED)
  public static let CKR_KEY_NOT_WRAPPABLE = Self(rawValue: CCryptoki.CKR_KEY_NOT_WRAPPABLE)
  public static let CKR_KEY_UNEXTRACTABLE = Self(rawValue: CCryptoki.CKR_KEY_UNEXTRACTABLE)
  public static let CKR_KEY_EXHAUSTED = Self(rawValue: CCryptoki.CKR_KEY_EXHAUSTED)
  public static let CKR_WRAPPED_KEY_INVALID = Self(rawValue: CCryptoki.CKR_WRAPPED_KEY_INVALID)
  public static let CKR_WRAPPED_KEY_LEN_RANGE = Self(rawValue: CCryptoki.CKR_WRAPPED_KEY_LEN_RANGE)
  public static let CKR_WRAPPING_KEY_HANDLE_INVALID = Self(rawValue: CCryptoki.CKR_WRAPPING_KEY_HANDLE_INVALID)
  public static let CKR_WRAPPING_KEY_SIZE_RANGE = Self(rawValue: CCryptoki.CKR_WRAPPING_KEY_SIZE_RANGE)
  public static let CKR_WRAPPING_KEY_TYPE_INCONSISTENT = Self(rawValue: CCryptoki.CKR_WRAPPING_KEY_TYPE_INCONSISTENT)
  public static let CKR_UNWRAPPING_KEY_HANDLE_INVALID = Self(rawValue: CCryptoki.CKR_UNWRAPPING_KEY_HANDLE_INVALID)
  public static let CKR_UNWRAPPING_KEY_SIZE_RANGE = Self(rawValue: CCryptoki.CKR_UNWRAPPING_KEY_SIZE_RANGE)
  public static let CKR_UNWRAPPING_KEY_TYPE_INCONSISTENT =
    Self(rawValue: CCryptoki.CKR_UNWRAPPING_KEY_TYPE_INCONSISTENT)

  static let keyRows: [Row] = [
    Row(
      .CKR_KEY_HANDLE_INVALID, "CKR_KEY_HANDLE_INVALID",
      "the key no longer exists, or does not fit the other key's template",
      "list the keys anew and try again"),
    Row(
      .CKR_KEY_SIZE_RANGE, "CKR_KEY_SIZE_RANGE",
      "the token or mechanism does not take keys of this size",
      "choose a size within the mechanism's limits"),
    Row(
      .CKR_KEY_TYPE_INCONSISTENT, "CKR_KEY_TYPE_INCONSISTENT",
      "the mechanism is not for this type of key",
      "choose another key or mechanism"),
    Row(
      .CKR_KEY_NOT_NEEDED, "CKR_KEY_NOT_NEEDED",
      "a key was given that is not needed",
      "report it as an error in this program"),
    Row(
      .CKR_KEY_CHANGED, "CKR_KEY_CHANGED",
      "the key is not the one that the saved operation used",
      "use the original key"),
    Row(.CKR_KEY_NEEDED, "CKR_KEY_NEEDED", "the saved operation needs its key", "give the key that the operation used"),
    Row(.CKR_KEY_INDIGESTIBLE, "CKR_KEY_INDIGESTIBLE", "this key cannot be hashed", "choose another key"),
    Row(
      .CKR_KEY_FUNCTION_NOT_PERMITTED, "CKR_KEY_FUNCTION_NOT_PERMITTED",
      "the key's attributes do not allow this use",
      "choose a key that may do it, or set the attribute if it can be changed"),
    Row(
      .CKR_KEY_NOT_WRAPPABLE, "CKR_KEY_NOT_WRAPPABLE",
      "the token cannot wrap this key with this mechanism",
      "try another wrapping mechanism, or make the key again as exportable"),
    Row(
      .CKR_KEY_UNEXTRACTABLE, "CKR_KEY_UNEXTRACTABLE",
      "the key may never leave the token",
      "nothing to do; make a new key if one must leave"),
    Row(.CKR_KEY_EXHAUSTED, "CKR_KEY_EXHAUSTED", "the key has made all the signatures that it can", "make a new key"),
    Row(
      .CKR_WRAPPED_KEY_INVALID, "CKR_WRAPPED_KEY_INVALID",
      "the wrapped key is damaged, or was wrapped in another way",
      "check wrapping key and mechanism"),
    Row(
      .CKR_WRAPPED_KEY_LEN_RANGE, "CKR_WRAPPED_KEY_LEN_RANGE",
      "the wrapped key has a length that cannot be right",
      "check that it is complete, and the mechanism"),
    Row(
      .CKR_WRAPPING_KEY_HANDLE_INVALID, "CKR_WRAPPING_KEY_HANDLE_INVALID",
      "the wrapping key no longer exists",
      "list the keys anew and try again"),
    Row(
      .CKR_WRAPPING_KEY_SIZE_RANGE, "CKR_WRAPPING_KEY_SIZE_RANGE",
      "the wrapping key is too short or too long",
      "choose a wrapping key of another size"),
    Row(
      .CKR_WRAPPING_KEY_TYPE_INCONSISTENT, "CKR_WRAPPING_KEY_TYPE_INCONSISTENT",
      "the wrapping key does not fit the mechanism",
      "choose another wrapping key or mechanism"),
    Row(
      .CKR_UNWRAPPING_KEY_HANDLE_INVALID, "CKR_UNWRAPPING_KEY_HANDLE_INVALID",
      "the unwrapping key no longer exists",
      "list the keys anew and try again"),
    Row(
      .CKR_UNWRAPPING_KEY_SIZE_RANGE, "CKR_UNWRAPPING_KEY_SIZE_RANGE",
      "the unwrapping key is too short or too long",
      "choose the key that wrapped it"),
    Row(
      .CKR_UNWRAPPING_KEY_TYPE_INCONSISTENT, "CKR_UNWRAPPING_KEY_TYPE_INCONSISTENT",
      "the unwrapping key does not fit the mechanism",
      "choose the key and mechanism that wrapped it"),
  ]
}
