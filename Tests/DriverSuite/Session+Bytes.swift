import Cryptoki

/// Operations on arrays, as the checks compare them.
extension Session {
  func random(_ count: Int) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    try bytes.withUnsafeMutableBytes { try generateRandom(into: $0) }
    return bytes
  }

  func encrypt(_ input: [UInt8], _ key: ObjectHandle, _ mechanism: Mechanism, room: Int? = nil) throws -> [UInt8] {
    try bytes(room ?? input.count + 16) { output in
      try input.withUnsafeBytes { try self.encrypt($0, with: key, mechanism, into: output) }
    }
  }

  func decrypt(_ input: [UInt8], _ key: ObjectHandle, _ mechanism: Mechanism) throws -> [UInt8] {
    try bytes(input.count) { output in
      try input.withUnsafeBytes { try self.decrypt($0, with: key, mechanism, into: output) }
    }
  }

  func sign(_ input: [UInt8], _ key: ObjectHandle, _ mechanism: Mechanism, room: Int = 1024) throws -> [UInt8] {
    try bytes(room) { output in
      try input.withUnsafeBytes { try self.sign($0, with: key, mechanism, into: output) }
    }
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
