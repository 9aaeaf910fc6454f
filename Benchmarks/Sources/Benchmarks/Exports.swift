import CFloor
import Cryptoki

/// Making a pair on P-256 and wrapping it out, as an export asks the token for it: up to the wrapped private key, and
/// the objects destroyed. What is made and opened outside the token is not measured.
struct Exports {
  let token: BenchmarkToken
  let functions: UnsafeRawPointer
  /// Of the RSA key under which the AES key travels; any odd number of 3,072 bits serves, since nothing is opened.
  private let modulus: [UInt8] = [0xC0] + (1..<383).map { UInt8(truncatingIfNeeded: $0 &* 73) } + [0x01]
  private static let count = 100

  /// Pairs a second by the floor.
  func floorRate() throws -> Double {
    let session = floor_open_session(functions, token.slot.rawValue)
    defer { floor_close_session(functions, session) }
    var made: UInt64 = 0
    let time = ContinuousClock().measure {
      made = floor_export(functions, session, modulus, modulus.count, UInt64(Self.count))
    }
    guard made == Self.count else { throw BenchmarkError("the floor exports \(made) of \(Self.count) pairs") }
    return Double(Self.count) / (time / .seconds(1))
  }

  /// Pairs a second by a session of the wrapper, with the templates of an export.
  func sessionRate() throws -> Double {
    let session = try token.module.openSession(on: token.slot, readWrite: false)
    defer { session.close() }
    let time = try ContinuousClock().measure {
      for _ in 0..<Self.count { try exportOne(session) }
    }
    return Double(Self.count) / (time / .seconds(1))
  }

  private func exportOne(_ session: Session) throws {
    let pair = try session.generateKeyPair(
      Mechanism(.CKM_EC_KEY_PAIR_GEN),
      publicKey: [
        .CKA_TOKEN: false, .CKA_VERIFY: true,
        .CKA_EC_PARAMS: .bytes([0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07]),
      ],
      privateKey: [
        .CKA_TOKEN: false, .CKA_PRIVATE: true, .CKA_SENSITIVE: true, .CKA_EXTRACTABLE: true, .CKA_SIGN: true,
      ])
    let wrapping = try session.generateKey(
      Mechanism(.CKM_AES_KEY_GEN),
      [
        .CKA_TOKEN: false, .CKA_PRIVATE: true, .CKA_SENSITIVE: true, .CKA_EXTRACTABLE: true, .CKA_WRAP: true,
        .CKA_VALUE_LEN: .number(32),
      ])
    let transport = try session.createObject([
      .CKA_CLASS: .objectClass(.CKO_PUBLIC_KEY), .CKA_KEY_TYPE: .keyType(.CKK_RSA), .CKA_TOKEN: false,
      .CKA_WRAP: true, .CKA_MODULUS: .bytes(modulus), .CKA_PUBLIC_EXPONENT: .bytes([1, 0, 1]),
    ])
    let outer = try session.wrapKey(wrapping, under: transport, Mechanism(.CKM_RSA_PKCS))
    let inner = try session.wrapKey(pair.privateKey, under: wrapping, Mechanism(.CKM_AES_KEY_WRAP_PAD))
    guard outer.count == modulus.count, !inner.isEmpty else { throw BenchmarkError("nothing was wrapped") }
    for object in [transport, wrapping, pair.privateKey, pair.publicKey] { try session.destroyObject(object) }
  }
}
