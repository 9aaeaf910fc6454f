import Cryptoki

/// Operations on arrays, as the checks compare them.
extension Session {
  func random(_ count: Int) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    try bytes.withUnsafeMutableBytes { try generateRandom(into: $0) }
    return bytes
  }

  func encrypt(_ input: [UInt8], _ key: ObjectHandle, _ mechanism: Mechanism) throws -> [UInt8] {
    // A block more for AES; RSA makes 512 bytes of less.
    try bytes(max(input.count + 16, 512)) { output in
      try input.withUnsafeBytes { try self.encrypt($0, with: key, mechanism, into: output) }
    }
  }

  func decrypt(_ input: [UInt8], _ key: ObjectHandle, _ mechanism: Mechanism) throws -> [UInt8] {
    try bytes(input.count) { output in
      try input.withUnsafeBytes { try self.decrypt($0, with: key, mechanism, into: output) }
    }
  }

  func sign(_ input: [UInt8], _ key: ObjectHandle, _ mechanism: Mechanism) throws -> [UInt8] {
    try bytes(512) { output in
      try input.withUnsafeBytes { try self.sign($0, with: key, mechanism, into: output) }
    }
  }

  func verify(_ signature: [UInt8], over input: [UInt8], _ key: ObjectHandle, _ mechanism: Mechanism) throws -> Bool {
    try signature.withUnsafeBytes { signature in
      try input.withUnsafeBytes { try self.verify(signature, over: $0, with: key, mechanism) }
    }
  }

  func signRecoverably(_ input: [UInt8], _ key: ObjectHandle, _ mechanism: Mechanism) throws -> [UInt8] {
    try bytes(512) { output in
      try input.withUnsafeBytes { try self.signRecoverably($0, with: key, mechanism, into: output) }
    }
  }

  /// The data in a signature; empty when it is not valid.
  func recover(from signature: [UInt8], _ key: ObjectHandle, _ mechanism: Mechanism) throws -> [UInt8] {
    try bytes(512) { output in
      try signature.withUnsafeBytes { try self.recover(from: $0, with: key, mechanism, into: output) ?? 0 }
    }
  }

  func unwrap(
    _ wrapped: [UInt8], _ key: ObjectHandle, _ mechanism: Mechanism, _ template: Template
  ) throws -> ObjectHandle {
    try wrapped.withUnsafeBytes { try unwrapKey($0, under: key, mechanism, template) }
  }

  private func bytes(_ room: Int, _ body: (UnsafeMutableRawBufferPointer) throws -> Int) rethrows -> [UInt8] {
    var output = [UInt8](repeating: 0, count: room)
    let count = try output.withUnsafeMutableBytes { try body($0) }
    return Array(output.prefix(count))
  }

  /// Reads some attributes of one object.
  func attributes(_ types: [AttributeType], of object: ObjectHandle) throws(CryptokiError) -> ObjectAttributes {
    try AttributeReader(types).read(object, in: self)
  }
}
