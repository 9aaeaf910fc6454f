import Cryptoki
import Foundation
import HSM
import Support
import Testing
import TokenSupport

/// What a reconnection costs beside the floor: finalising, initialising, login and one enumeration, which nobody can do
/// without. `CLAVIGER_SOAK_KEYS` says how many keys the token has.
@Suite(.oneDriverAtATime) struct ReconnectionTimeTests {
  private static let keys = ProcessInfo.processInfo.environment["CLAVIGER_SOAK_KEYS"].flatMap { Int($0) } ?? 200
  private static let tracked = 100

  private func label(_ number: Int) -> String { "key-\(number)" }

  /// The least that finding the keys again takes.
  private func leastTime(_ module: Module, _ token: TestToken) throws -> Double {
    let start = monotonicNanoseconds()
    try module.finalize()
    try module.initialize()
    let slot = try #require(
      try module.slots(withToken: true).first { try module.tokenInfo($0).label == token.label })
    let session = try module.openSession(on: slot, readWrite: false)
    try session.login(.CKU_USER, pin: TestToken.secret(TestToken.pin))
    let reader = AttributeReader([.CKA_LABEL])
    var found = 0
    for handle in try session.findObjects([
      .CKA_CLASS: .objectClass(.CKO_SECRET_KEY), .CKA_KEY_TYPE: .number(KeyType.CKK_AES.rawValue),
    ]) where try reader.read(handle, in: session).bytes(.CKA_LABEL) != nil { found += 1 }
    #expect(found == Self.keys)
    session.close()
    return Double(monotonicNanoseconds() - start) / 1e6
  }

  @Test func `a reconnection finds a hundred tracked keys by one enumeration`() throws {
    let token = try TestToken()
    try token.withSession { session in
      for number in 0..<Self.keys {
        _ = try session.generateKey(
          Mechanism(.CKM_AES_KEY_GEN), TestToken.template(label(number), id: Array("\(number)".utf8)))
      }
    }
    let module = try Module(path: token.modulePath)
    try module.initialize()
    let floors = try (0..<5).map { _ in try leastTime(module, token) }.sorted()
    try module.finalize()
    let connection = token.connection()
    try connection.connect()
    defer { connection.disconnect() }
    let keys = (0..<Self.tracked).map { number in
      TrackedKey(
        name: label(number), label: Array(label(number).utf8), keyType: KeyType.CKK_AES.rawValue, id: []
      ) { (key, session) throws(CryptokiError) in
        let text = [UInt8](repeating: 7, count: 64)
        var room = [UInt8](repeating: 0, count: 80)
        let mechanism = Mechanism(.CKM_AES_CBC_PAD, parameter: [UInt8](repeating: 1, count: 16))
        return try text.withUnsafeBytes { text in
          room.withUnsafeMutableBytes { room in
            Result { () throws(CryptokiError) in try session.encrypt(text, with: key, mechanism, into: room) }
          }
        }.get() == 80
      }
    }
    connection.track { _ in keys }
    var times: [Double] = []
    for _ in 0..<5 {
      var runs = 0
      let start = monotonicNanoseconds()
      // The first run meets a loss; the second waits at the gate until the connection is proved.
      _ = try connection.withSession(couldNot: "read") { (_) throws(CryptokiError) -> Int in
        runs += 1
        if runs == 1 { throw CryptokiError(function: .C_Encrypt, code: .CKR_DEVICE_ERROR) }
        return runs
      }
      times.append(Double(monotonicNanoseconds() - start) / 1e6)
      #expect(connection.status.state == .connected)
    }
    let (median, least) = (times.sorted()[2], floors[2])
    print("reconnection with \(Self.tracked) of \(Self.keys) keys: \(median) ms, floor \(least) ms")
    if Self.keys >= 10_000 { #expect(median <= 1.2 * least) }
  }
}
