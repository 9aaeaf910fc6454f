internal import Cryptoki

/// CKM_AES_CBC_PAD over whole texts; in parts where the token refuses the length in one.
enum AESCBCPad {
  /// What goes to the token at a time where one part is too long for it.
  private static let part = 4096

  static func encrypt(
    _ text: UnsafeRawBufferPointer, with key: ObjectHandle, iv: [UInt8], in session: Session
  ) throws(CryptokiError) -> [UInt8] {
    let mechanism = Mechanism(.CKM_AES_CBC_PAD, parameter: iv)
    let length = text.count / 16 * 16 + 16
    var cipherText = [UInt8](repeating: 0, count: length)
    let written = try cipherText.withUnsafeMutableBytes { room in
      Result { () throws(CryptokiError) in
        do throws(CryptokiError) {
          return try session.encrypt(text, with: key, mechanism, into: room)
        } catch let error where isTooLong(error, text.count) {
          return try inParts(text, try session.beginEncryption(with: key, mechanism), into: room)
        }
      }
    }.get()
    // Anything else could not be decrypted: the token left the padding out.
    guard written == length else { throw CryptokiError(function: .C_Encrypt, code: .CKR_GENERAL_ERROR) }
    return cipherText
  }

  /// - Parameter room: as many bytes as the cipher text.
  /// - Returns: the text's length.
  static func decrypt(
    _ cipherText: [UInt8], with key: ObjectHandle, iv: [UInt8], in session: Session,
    into room: UnsafeMutableRawBufferPointer
  ) throws(CryptokiError) -> Int {
    let mechanism = Mechanism(.CKM_AES_CBC_PAD, parameter: iv)
    return try cipherText.withUnsafeBytes { input in
      Result { () throws(CryptokiError) in
        do throws(CryptokiError) {
          return try session.decrypt(input, with: key, mechanism, into: room)
        } catch let error where isTooLong(error, input.count) {
          return try inParts(input, try session.beginDecryption(with: key, mechanism), into: room)
        }
      }
    }.get()
  }

  private static func isTooLong(_ error: CryptokiError, _ length: Int) -> Bool {
    let codes: [ReturnCode] = [.CKR_DATA_LEN_RANGE, .CKR_ENCRYPTED_DATA_LEN_RANGE, .CKR_DEVICE_MEMORY]
    return length > part && codes.contains(error.code)
  }

  private static func inParts(
    _ input: UnsafeRawBufferPointer, _ operation: consuming CipherOperation,
    into room: UnsafeMutableRawBufferPointer
  ) throws(CryptokiError) -> Int {
    var written = 0
    func rest() -> UnsafeMutableRawBufferPointer { UnsafeMutableRawBufferPointer(rebasing: room[written...]) }
    for start in stride(from: 0, to: input.count, by: part) {
      let piece = UnsafeRawBufferPointer(rebasing: input[start..<min(start + part, input.count)])
      written += try operation.update(piece, into: rest())
    }
    return written + (try operation.finish(into: rest()))
  }
}
