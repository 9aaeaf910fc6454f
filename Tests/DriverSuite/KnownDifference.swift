/// Where a driver does something else than the standard, or the other drivers, and what that means to who runs it.
struct KnownDifference {
  let driver: DriverName
  let check: String
  /// What the check ends with on this driver; another answer is a failure.
  let answer: String
  let meaning: String

  static func row(of driver: DriverName, _ check: String) -> KnownDifference? {
    rows.first { $0.driver == driver && $0.check == check }
  }

  private init(_ driver: DriverName, _ check: String, _ answer: String, _ meaning: String) {
    self.driver = driver
    self.check = check
    self.answer = answer
    self.meaning = meaning
  }

  private static let rows = softHSM(.softHSM) + softHSMItself + nss + openCryptoki + softHSM(.remote)

  /// What SoftHSM does, also behind p11-kit.
  private static func softHSM(_ driver: DriverName) -> [KnownDifference] {
    [
      KnownDifference(
        driver, "three wrong PINs lock: FINAL_TRY, then LOCKED", "CKF_USER_PIN_FINAL_TRY is not set",
        "It never locks a PIN: who can reach the token may go on guessing."),
      KnownDifference(
        driver, "CKM_RSA_PKCS_OAEP, SHA256, wraps and unwraps AES keys", "C_WrapKey returned CKR_ARGUMENTS_BAD (0x7)",
        onlySHA1),
    ]
      + ["SHA224", "SHA256", "SHA384", "SHA512"].map { digest in
        KnownDifference(
          driver, "CKM_RSA_PKCS_OAEP encrypts, \(digest)", "C_EncryptInit returned CKR_ARGUMENTS_BAD (0x7)", onlySHA1)
      }
  }

  private static let onlySHA1 = "OAEP is there with SHA-1 alone."

  private static let softHSMItself: [KnownDifference] = [
    KnownDifference(
      .softHSM, "Ed25519 leaves as PKCS#8, by", "C_WrapKey returned CKR_KEY_NOT_WRAPPABLE (0x69)",
      "Ed25519 keys are made and used, and never leave."),
    KnownDifference(
      .softHSM, "nothing follows the P-256 key that was wrapped", "5 bytes follow it",
      "Private keys are filled up with zero bytes to a multiple of eight before they are wrapped. Strict readers of "
        + "PKCS#8 refuse what is unwrapped until it is cut to the key's own length."),
  ]

  private static let nss: [KnownDifference] = [
    KnownDifference(
      .nss, "a wrong PIN is refused and flagged, the right one clears the flag",
      "CKF_USER_PIN_COUNT_LOW is not set", "Wrong PINs leave no trace on the token."),
    KnownDifference(
      .nss, "three wrong PINs lock: FINAL_TRY, then LOCKED", "CKF_USER_PIN_FINAL_TRY is not set",
      "It never locks a PIN: who can reach the database may go on guessing."),
    KnownDifference(
      .nss, "the security officer sets a new PIN, C_InitPIN", "C_Login returned CKR_USER_TYPE_INVALID (0x103)",
      "There is no security officer: a forgotten PIN cannot be replaced."),
    KnownDifference(
      .nss, "CKA_LOCAL tells that a key was generated here", "CKA_LOCAL is false",
      "Whether a key was generated on the token or imported cannot be told."),
    KnownDifference(
      .nss, "keys with one label and one id are all found", "1 of 2 found",
      "A key made with the type and CKA_ID of another replaces it, without a word. Give each key an id of its own."),
    KnownDifference(
      .nss, "CKA_DECRYPT false forbids decryption", "C_DecryptInit returned CKR_KEY_TYPE_INCONSISTENT (0x63)",
      "It is forbidden, with the code of another error."),
    KnownDifference(
      .nss, "a text in parts comes to the same, C_EncryptUpdate and C_DecryptUpdate",
      "C_DecryptUpdate returned CKR_ENCRYPTED_DATA_LEN_RANGE (0x41)",
      "Data to decrypt in parts have to come in whole blocks."),
    KnownDifference(
      .nss, "CKM_RSA_PKCS signs", "C_Verify returned CKR_DEVICE_ERROR (0x30)",
      "A signature that is not valid is answered with the code of a broken device."),
    KnownDifference(
      .nss, "CKM_RSA_X_509 signs", "C_Verify returned CKR_DEVICE_ERROR (0x30)",
      "A signature that is not valid is answered with the code of a broken device."),
    KnownDifference(
      .nss, "CKM_AES_KEY_WRAP_PAD wraps an AES key for OpenSSL", "OpenSSL: EVP_CipherUpdate failed",
      "Under this number NSS has a format of its own: PKCS#7 padding, then RFC 3394. CKM_AES_KEY_WRAP_KWP is RFC 5649."),
    KnownDifference(
      .nss, "CKM_AES_KEY_WRAP_PAD unwraps OpenSSL's AES key", "C_UnwrapKey returned CKR_WRAPPED_KEY_INVALID (0x110)",
      "As above."),
    KnownDifference(
      .nss, "a key with CKA_EXTRACTABLE false is not wrapped", "CKR_OK instead of CKR_KEY_UNEXTRACTABLE",
      "CKA_EXTRACTABLE false keeps no key in: whoever logs in can wrap it out."),
  ]

  private static let openCryptoki: [KnownDifference] = [
    KnownDifference(
      .openCryptoki, "an imported AES key has CKA_VALUE_LEN", "CKA_VALUE_LEN is missing",
      "Only keys that were generated tell their length."),
    KnownDifference(
      .openCryptoki, "a wrong AES key does not decrypt", "20 of 20 decrypt to other bytes, with CKR_OK",
      "Padding is not looked at: CKR_OK from C_Decrypt says nothing about the key."),
    KnownDifference(
      .openCryptoki, "CKM_RSA_PKCS_PSS signs, SHA224", "C_SignInit returned CKR_MECHANISM_INVALID (0x70)",
      "PSS is there with every digest but SHA-224."),
    KnownDifference(
      .openCryptoki, "CKM_RSA_PKCS_OAEP encrypts, SHA224", "C_Encrypt returned CKR_MECHANISM_PARAM_INVALID (0x71)",
      "OAEP is there with every digest but SHA-224."),
    KnownDifference(
      .openCryptoki, "CKA_SENSITIVE and CKA_EXTRACTABLE are taken when a key is unwrapped",
      "C_UnwrapKey returned CKR_ATTRIBUTE_READ_ONLY (0x10)",
      "Neither may be in the template of C_UnwrapKey; they are set afterwards."),
  ]
}
