public import Cryptoki

/// The operations on arrays, which the tests read better with.
extension Session {
  public typealias Work = (UnsafeRawBufferPointer, UnsafeMutableRawBufferPointer) throws -> Int

  /// Lends the input and a buffer of `room` bytes, and gives back what was written there.
  public func bytes(from input: [UInt8], room: Int, _ work: Work) throws -> [UInt8] {
    var output = [UInt8](repeating: 0, count: room)
    let written = try input.withUnsafeBytes { input in try output.withUnsafeMutableBytes { try work(input, $0) } }
    return Array(output.prefix(written))
  }

  public func encrypt(_ input: [UInt8], _ key: ObjectHandle, _ mechanism: Mechanism) throws -> [UInt8] {
    try bytes(from: input, room: input.count + 1024) { try encrypt($0, with: key, mechanism, into: $1) }
  }

  public func decrypt(
    _ input: [UInt8], _ key: ObjectHandle, _ mechanism: Mechanism, room: Int? = nil
  ) throws -> [UInt8] {
    try bytes(from: input, room: room ?? input.count) { try decrypt($0, with: key, mechanism, into: $1) }
  }

  public func sign(_ input: [UInt8], _ key: ObjectHandle, _ mechanism: Mechanism) throws -> [UInt8] {
    try bytes(from: input, room: 1024) { try sign($0, with: key, mechanism, into: $1) }
  }

  public func verify(_ signature: [UInt8], over input: [UInt8], _ key: ObjectHandle, _ mechanism: Mechanism) throws
    -> Bool
  {
    try signature.withUnsafeBytes { signature in
      try input.withUnsafeBytes { try verify(signature, over: $0, with: key, mechanism) }
    }
  }

  public func makeAESKey(_ changes: Template = [:]) throws -> ObjectHandle {
    var template: Template = [
      .CKA_VALUE_LEN: .number(32), .CKA_ENCRYPT: true, .CKA_DECRYPT: true, .CKA_SENSITIVE: true, .CKA_WRAP: true,
      .CKA_UNWRAP: true,
    ]
    for attribute in changes.attributes { template[attribute.type] = attribute.value }
    return try generateKey(Mechanism(.CKM_AES_KEY_GEN), template)
  }

  public func makeRSAPair(bits: UInt = 2048) throws -> (publicKey: ObjectHandle, privateKey: ObjectHandle) {
    try generateKeyPair(
      Mechanism(.CKM_RSA_PKCS_KEY_PAIR_GEN),
      publicKey: [
        .CKA_MODULUS_BITS: .number(bits), .CKA_PUBLIC_EXPONENT: .bytes([1, 0, 1]), .CKA_VERIFY: true,
        .CKA_ENCRYPT: true, .CKA_WRAP: true,
      ],
      privateKey: [.CKA_SENSITIVE: true, .CKA_SIGN: true, .CKA_DECRYPT: true, .CKA_UNWRAP: true])
  }

  public func makeP256Pair(_ changes: Template = [:]) throws -> (publicKey: ObjectHandle, privateKey: ObjectHandle) {
    var privateKey: Template = [.CKA_SENSITIVE: true, .CKA_SIGN: true, .CKA_DERIVE: true]
    for attribute in changes.attributes { privateKey[attribute.type] = attribute.value }
    return try generateKeyPair(
      Mechanism(.CKM_EC_KEY_PAIR_GEN),
      publicKey: [
        .CKA_EC_PARAMS: .bytes([0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07]), .CKA_VERIFY: true,
      ],
      privateKey: privateKey)
  }
}
