internal import CCryptoki

extension OperationKind {
  /// C_…Update, where the operation can come in parts.
  var part: CryptokiFunction? {
    switch self {
    case .encrypt: .C_EncryptUpdate
    case .decrypt: .C_DecryptUpdate
    case .digest: .C_DigestUpdate
    case .sign: .C_SignUpdate
    case .verify: .C_VerifyUpdate
    case .signRecover, .verifyRecover: nil
    }
  }

  /// C_…Final, where the operation can come in parts.
  var ending: CryptokiFunction? {
    switch self {
    case .encrypt: .C_EncryptFinal
    case .decrypt: .C_DecryptFinal
    case .digest: .C_DigestFinal
    case .sign: .C_SignFinal
    case .verify: .C_VerifyFinal
    case .signRecover, .verifyRecover: nil
    }
  }

  /// Takes one part. Only ciphers give bytes back before the end; the others leave the length alone.
  func part(
    _ functions: Functions, _ session: UInt, _ input: Octets?, _ inputLength: UInt, _ output: Octets?, _ length: Length
  ) -> CK_RV? {
    switch self {
    case .encrypt: functions.pointee.C_EncryptUpdate?(session, input, inputLength, output, length)
    case .decrypt: functions.pointee.C_DecryptUpdate?(session, input, inputLength, output, length)
    case .digest: functions.pointee.C_DigestUpdate?(session, input, inputLength)
    case .sign: functions.pointee.C_SignUpdate?(session, input, inputLength)
    case .verify: functions.pointee.C_VerifyUpdate?(session, input, inputLength)
    case .signRecover, .verifyRecover: nil
    }
  }

  /// Ends the parts. For C_VerifyFinal, `output` is the signature, and its length is not changed.
  func end(_ functions: Functions, _ session: UInt, _ output: Octets?, _ length: Length) -> CK_RV? {
    switch self {
    case .encrypt: functions.pointee.C_EncryptFinal?(session, output, length)
    case .decrypt: functions.pointee.C_DecryptFinal?(session, output, length)
    case .digest: functions.pointee.C_DigestFinal?(session, output, length)
    case .sign: functions.pointee.C_SignFinal?(session, output, length)
    case .verify: functions.pointee.C_VerifyFinal?(session, output, length.pointee)
    case .signRecover, .verifyRecover: nil
    }
  }
}
