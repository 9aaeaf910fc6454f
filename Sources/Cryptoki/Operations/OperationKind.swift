internal import CCryptoki

/// The operations that C_…Init begins, and the functions that each goes on with.
enum OperationKind: CaseIterable, Sendable {
  case encrypt, decrypt, digest, sign, verify, signRecover, verifyRecover

  typealias Functions = UnsafeMutablePointer<CK_FUNCTION_LIST>
  typealias Octets = UnsafeMutablePointer<UInt8>
  typealias Length = UnsafeMutablePointer<UInt>

  /// C_…Init.
  var beginning: CryptokiFunction {
    switch self {
    case .encrypt: .C_EncryptInit
    case .decrypt: .C_DecryptInit
    case .digest: .C_DigestInit
    case .sign: .C_SignInit
    case .verify: .C_VerifyInit
    case .signRecover: .C_SignRecoverInit
    case .verifyRecover: .C_VerifyRecoverInit
    }
  }

  /// The function that does it in one part.
  var whole: CryptokiFunction {
    switch self {
    case .encrypt: .C_Encrypt
    case .decrypt: .C_Decrypt
    case .digest: .C_Digest
    case .sign: .C_Sign
    case .verify: .C_Verify
    case .signRecover: .C_SignRecover
    case .verifyRecover: .C_VerifyRecover
    }
  }

  /// What C_SessionCancel knows it by.
  var cancelFlag: MechanismFlags {
    switch self {
    case .encrypt: .CKF_ENCRYPT
    case .decrypt: .CKF_DECRYPT
    case .digest: .CKF_DIGEST
    case .sign: .CKF_SIGN
    case .verify: .CKF_VERIFY
    case .signRecover: .CKF_SIGN_RECOVER
    case .verifyRecover: .CKF_VERIFY_RECOVER
    }
  }

  func begin(
    _ functions: Functions, _ session: UInt, _ mechanism: UnsafeMutablePointer<CK_MECHANISM>, _ key: UInt
  ) -> CK_RV? {
    switch self {
    case .encrypt: functions.pointee.C_EncryptInit?(session, mechanism, key)
    case .decrypt: functions.pointee.C_DecryptInit?(session, mechanism, key)
    case .digest: functions.pointee.C_DigestInit?(session, mechanism)
    case .sign: functions.pointee.C_SignInit?(session, mechanism, key)
    case .verify: functions.pointee.C_VerifyInit?(session, mechanism, key)
    case .signRecover: functions.pointee.C_SignRecoverInit?(session, mechanism, key)
    case .verifyRecover: functions.pointee.C_VerifyRecoverInit?(session, mechanism, key)
    }
  }

  /// Does it in one part. For C_Verify, `output` is the signature, and its length is not changed.
  func whole(
    _ functions: Functions, _ session: UInt, _ input: Octets?, _ inputLength: UInt, _ output: Octets?, _ length: Length
  ) -> CK_RV? {
    switch self {
    case .encrypt: functions.pointee.C_Encrypt?(session, input, inputLength, output, length)
    case .decrypt: functions.pointee.C_Decrypt?(session, input, inputLength, output, length)
    case .digest: functions.pointee.C_Digest?(session, input, inputLength, output, length)
    case .sign: functions.pointee.C_Sign?(session, input, inputLength, output, length)
    case .verify: functions.pointee.C_Verify?(session, input, inputLength, output, length.pointee)
    case .signRecover: functions.pointee.C_SignRecover?(session, input, inputLength, output, length)
    case .verifyRecover: functions.pointee.C_VerifyRecover?(session, input, inputLength, output, length)
    }
  }
}
