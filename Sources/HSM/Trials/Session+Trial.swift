internal import Cryptoki

extension Session {
  /// Whether what was encrypted comes back.
  func roundTrip(
    _ text: [UInt8], _ mechanism: Mechanism, encrypting: ObjectHandle, decrypting: ObjectHandle
  ) throws(CryptokiError) -> Bool {
    let sealed = try filled(text.count + 2064, text) { (input, room) throws(CryptokiError) in
      try encrypt(input, with: encrypting, mechanism, into: room)
    }
    let opened = try filled(sealed.count + 2064, sealed) { (input, room) throws(CryptokiError) in
      try decrypt(input, with: decrypting, mechanism, into: room)
    }
    return opened == text && sealed != text
  }

  /// Whether a signature is valid, and one over other data is not.
  func signsAndVerifies(
    _ data: [UInt8], _ mechanism: Mechanism, _ privateKey: ObjectHandle, _ publicKey: ObjectHandle
  ) throws(CryptokiError) -> Bool {
    let signature = try filled(2064, data) { (input, room) throws(CryptokiError) in
      try sign(input, with: privateKey, mechanism, into: room)
    }
    var other = data
    other[other.count - 1] ^= 1
    guard try verifies(signature, data, mechanism, publicKey) else { return false }
    do throws(CryptokiError) {
      return try !verifies(signature, other, mechanism, publicKey)
    } catch {
      // Any code refuses it: NSS answers CKR_DEVICE_ERROR to one by CKM_RSA_PKCS. A loss shows with the next call.
      return true
    }
  }

  private func verifies(
    _ signature: [UInt8], _ data: [UInt8], _ mechanism: Mechanism, _ key: ObjectHandle
  ) throws(CryptokiError) -> Bool {
    try signature.withUnsafeBytes { signature in
      data.withUnsafeBytes { data in
        Result { () throws(CryptokiError) in try verify(signature, over: data, with: key, mechanism) }
      }
    }.get()
  }

  private func filled(
    _ count: Int, _ input: [UInt8],
    _ body: (UnsafeRawBufferPointer, UnsafeMutableRawBufferPointer) throws(CryptokiError) -> Int
  ) throws(CryptokiError) -> [UInt8] {
    var room = [UInt8](repeating: 0, count: count)
    let length = try input.withUnsafeBytes { input in
      room.withUnsafeMutableBytes { room in Result { () throws(CryptokiError) in try body(input, room) } }
    }.get()
    return Array(room.prefix(length))
  }
}
