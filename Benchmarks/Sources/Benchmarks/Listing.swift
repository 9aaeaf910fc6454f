import CFloor
import Cryptoki

/// Finding all AES keys and reading twelve attributes of each.
struct Listing {
  let token: BenchmarkToken
  let functions: UnsafeRawPointer

  private static let attributes: [AttributeType] = [
    .CKA_CLASS, .CKA_KEY_TYPE, .CKA_LABEL, .CKA_ID, .CKA_VALUE_LEN, .CKA_TOKEN, .CKA_SENSITIVE, .CKA_EXTRACTABLE,
    .CKA_ENCRYPT, .CKA_DECRYPT, .CKA_START_DATE, .CKA_END_DATE,
  ]

  /// Seconds by the floor.
  func floorSeconds() throws -> Double {
    let session = floor_open_session(functions, token.slot.rawValue)
    defer { floor_close_session(functions, session) }
    var read: UInt64 = 0
    let time = ContinuousClock().measure { read = floor_list(functions, session) }
    guard read == token.keys else { throw BenchmarkError("the floor lists \(read) of \(token.keys) keys") }
    return time / .seconds(1)
  }

  /// Seconds by a session of the wrapper, the values kept as a list keeps them.
  func sessionSeconds() throws -> Double {
    let session = try token.module.openSession(on: token.slot, readWrite: false)
    defer { session.close() }
    var read: [ObjectAttributes] = []
    let time = try ContinuousClock().measure {
      let handles = try session.findObjects([
        .CKA_CLASS: .objectClass(.CKO_SECRET_KEY), .CKA_KEY_TYPE: .keyType(.CKK_AES),
      ])
      read.reserveCapacity(handles.count)
      let reader = AttributeReader(Self.attributes)
      for handle in handles { read.append(try reader.read(handle, in: session)) }
    }
    guard read.count == token.keys else { throw BenchmarkError("\(read.count) of \(token.keys) keys are listed") }
    return time / .seconds(1)
  }
}
