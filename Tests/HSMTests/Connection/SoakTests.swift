import Cryptoki
import Foundation
import HSM
import Support
import Synchronization
import Testing
import TokenSupport

private let soakRounds = ProcessInfo.processInfo.environment["CLAVIGER_SOAK"].flatMap { Int($0) } ?? 0

/// Threads at work while what they work with is taken away and given back, as often as `scripts/soak` says.
@Suite(.oneDriverAtATime, .enabled(if: soakRounds > 0, "scripts/soak runs it"))
struct SoakTests {
  private static let threads = soakRounds > 20 ? 16 : 4

  /// Answers and errors of all threads; what is neither a right answer nor a clear error is a fault.
  private final class Tally: Sendable {
    let answers = Atomic<Int>(0)
    let errors = Atomic<Int>(0)
    let faults = Recorder<String>()
    let ends = Atomic<Bool>(false)
  }

  /// Starts threads that do one piece of work again and again, until the tally says so.
  private func threads(
    _ tally: Tally, _ work: @escaping @Sendable () throws -> Bool
  ) -> [BackgroundWork<Int>] {
    (0..<Self.threads).map { _ in
      BackgroundWork {
        var done = 0
        while !tally.ends.load(ordering: .relaxed) {
          do {
            if try work() {
              tally.answers.add(1, ordering: .relaxed)
              done += 1
            } else {
              tally.faults.add("a wrong answer")
            }
          } catch let error as HSMError {
            tally.errors.add(1, ordering: .relaxed)
            if error.message.isEmpty || error.remedy.isEmpty { tally.faults.add("an error without words: \(error)") }
          }
        }
        return done
      }
    }
  }

  private func finish(_ tally: Tally, _ workers: [BackgroundWork<Int>], _ connection: Connection) throws {
    tally.ends.store(true, ordering: .relaxed)
    for worker in workers { #expect(try worker.value(timeout: .seconds(60)) > 0, "a thread never got an answer") }
    #expect(tally.faults.elements.isEmpty)
    let status = connection.status
    #expect(status.openSessions <= Self.threads + 1)
    for _ in 0..<3 { connection.beat() }
    #expect(connection.status.strangeSessions == 0)
    connection.disconnect()
    #expect(connection.status.openSessions == 0)
  }

  /// A connection that asks for its PIN anew at each login, and counts how often.
  private func connection(_ driver: DriverConfiguration, _ logins: Recorder<Void>) -> Connection {
    var driver = driver
    driver.holdsPIN = false
    return Connection(
      driver: driver, modules: LoadedModules(),
      pinProvider: { (_) throws(HSMError) in
        logins.add(())
        return TestToken.secret(TestToken.pin)
      })
  }

  @Test func `threads sign and verify while p11-kit's server and workers are killed and started again`() throws {
    let server = try RemoteToken()
    try server.withSession { session in
      _ = try session.generateKeyPair(
        Mechanism(.CKM_RSA_PKCS_KEY_PAIR_GEN),
        publicKey: [
          .CKA_TOKEN: true, .CKA_LABEL: .text("pair"), .CKA_MODULUS_BITS: .number(2048),
          .CKA_PUBLIC_EXPONENT: .bytes([1, 0, 1]), .CKA_VERIFY: true,
        ],
        privateKey: [
          .CKA_TOKEN: true, .CKA_LABEL: .text("pair"), .CKA_PRIVATE: true, .CKA_SENSITIVE: true, .CKA_SIGN: true,
        ])
    }
    let logins = Recorder<Void>()
    let connection = connection(server.driver, logins)
    try connection.connect()
    let text = Array("what is signed".utf8)
    let sign: @Sendable () throws -> [UInt8] = {
      try connection.withSession(couldNot: "could not sign") { (session) throws(CryptokiError) -> [UInt8] in
        let key = try session.findObjects([.CKA_CLASS: .objectClass(.CKO_PRIVATE_KEY), .CKA_LABEL: .text("pair")])
        guard let key = key.first else { throw CryptokiError(function: .C_FindObjects, code: .CKR_KEY_HANDLE_INVALID) }
        var signature = [UInt8](repeating: 0, count: 256)
        let count = try text.withUnsafeBytes { text in
          signature.withUnsafeMutableBytes { room in
            Result { () throws(CryptokiError) in try session.sign(text, with: key, Mechanism(.CKM_RSA_PKCS), into: room)
            }
          }
        }.get()
        return Array(signature.prefix(count))
      }
    }
    let signature = try sign()
    let tally = Tally()
    // PKCS#1 v1.5 signs the same text alike each time: a right answer is known.
    let workers = threads(tally) { try sign() == signature }
    for _ in 0..<soakRounds {
      let (generation, answers) = (connection.status.generation, tally.answers.load(ordering: .relaxed))
      try server.stop()
      try waitUntil { connection.status.state == .reconnecting || connection.status.generation > generation }
      try server.start()
      try waitUntil(60) { connection.status.state == .connected && connection.status.generation > generation }
      try waitUntil(60) { tally.answers.load(ordering: .relaxed) > answers }
    }
    let generation = connection.status.generation
    #expect(logins.elements.count <= generation + soakRounds)
    try finish(tally, workers, connection)
  }

  @Test func `threads encrypt and decrypt while the token's folder is moved away and back`() throws {
    let token = try TestToken()
    try token.makeKey("kek")
    let logins = Recorder<Void>()
    let connection = connection(token.driver(), logins)
    try connection.connect()
    let tally = Tally()
    let workers = threads(tally) {
      let text = (0..<48).map { _ in UInt8.random(in: .min ... .max) }
      let iv = (0..<16).map { _ in UInt8.random(in: .min ... .max) }
      return try connection.withSession(couldNot: "could not encrypt") { (session) throws(CryptokiError) -> Bool in
        guard let key = try session.findObjects([.CKA_LABEL: .text("kek")]).first else {
          // The store is gone: SoftHSM says so by finding nothing.
          throw CryptokiError(function: .C_FindObjects, code: .CKR_KEY_HANDLE_INVALID)
        }
        let mechanism = Mechanism(.CKM_AES_CBC_PAD, parameter: iv)
        func through(
          _ input: [UInt8], _ work: (UnsafeRawBufferPointer, UnsafeMutableRawBufferPointer) throws(CryptokiError) -> Int
        ) throws(CryptokiError) -> [UInt8] {
          var room = [UInt8](repeating: 0, count: 80)
          let count = try input.withUnsafeBytes { input in
            room.withUnsafeMutableBytes { room in Result { () throws(CryptokiError) in try work(input, room) } }
          }.get()
          return Array(room.prefix(count))
        }
        let cipher = try through(text) { (input, room) throws(CryptokiError) in
          try session.encrypt(input, with: key, mechanism, into: room)
        }
        let opened = try through(cipher) { (input, room) throws(CryptokiError) in
          try session.decrypt(input, with: key, mechanism, into: room)
        }
        return opened == text
      }
    }
    let away = token.directory.appendingPathExtension("away")
    for _ in 0..<soakRounds {
      let (generation, answers) = (connection.status.generation, tally.answers.load(ordering: .relaxed))
      try FileManager.default.moveItem(at: token.directory, to: away)
      try waitUntil {
        connection.beat()
        return connection.status.state == .reconnecting || connection.status.generation > generation
      }
      try FileManager.default.moveItem(at: away, to: token.directory)
      try waitUntil(60) { connection.status.state == .connected && connection.status.generation > generation }
      try waitUntil(60) { tally.answers.load(ordering: .relaxed) > answers }
    }
    #expect(logins.elements.count <= connection.status.generation + soakRounds)
    try finish(tally, workers, connection)
  }
}
