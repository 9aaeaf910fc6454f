internal import Cryptoki

/// CKM_AES_CBC_PAD over whole texts.
enum AESCBCPad {
  static func encrypt(
    _ text: UnsafeRawBufferPointer, with key: ObjectHandle, iv: [UInt8], in session: Session
  ) throws(CryptokiError) -> [UInt8] {
    let room = text.count / 16 * 16 + 16
    var cipherText = [UInt8](repeating: 0, count: room)
    let written = try cipherText.withUnsafeMutableBytes { room in
      Result { () throws(CryptokiError) in
        try session.encrypt(text, with: key, Mechanism(.CKM_AES_CBC_PAD, parameter: iv), into: room)
      }
    }.get()
    // Anything shorter could not be decrypted: the token left the padding out.
    guard written == room else { throw CryptokiError(function: .C_Encrypt, code: .CKR_GENERAL_ERROR) }
    return cipherText
  }

  /// - Parameter room: as many bytes as the cipher text.
  /// - Returns: the text's length.
  static func decrypt(
    _ cipherText: [UInt8], with key: ObjectHandle, iv: [UInt8], in session: Session,
    into room: UnsafeMutableRawBufferPointer
  ) throws(CryptokiError) -> Int {
    try cipherText.withUnsafeBytes { input in
      Result { () throws(CryptokiError) in
        try session.decrypt(input, with: key, Mechanism(.CKM_AES_CBC_PAD, parameter: iv), into: room)
      }
    }.get()
  }
}
