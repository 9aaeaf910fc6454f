import Cryptoki
import Foundation
import HSM
import Support
import Testing
import TokenSupport

/// Every class of return code in every function of daily work: the call and the connection end where the table of
/// return codes says, and in time.
@Suite(.oneDriverAtATime) struct TriageRehearsalTests {
  /// What daily work calls; each fails once.
  private static let functions: [CryptokiFunction] = [
    .C_OpenSession, .C_FindObjectsInit, .C_FindObjects, .C_EncryptInit, .C_Encrypt, .C_DecryptInit, .C_Decrypt,
    .C_DigestInit, .C_Digest, .C_SignInit, .C_Sign, .C_VerifyInit, .C_Verify, .C_WrapKey, .C_GenerateRandom,
  ]

  /// The codes that say something of the connection, some of the caller's, a vendor's, and −1.
  static let codes: [ReturnCode] =
    ReturnCode.rows.map(\.code).filter { TriageTable().verdict(of: $0) != .callersError }
    + [.CKR_DATA_LEN_RANGE, .CKR_KEY_FUNCTION_NOT_PERMITTED, .CKR_DEVICE_MEMORY]
    + [ReturnCode(rawValue: 0x8000_1234), ReturnCode(rawValue: .max)]

  @Test func `a call that fails once ends as its code's class says`() throws {
    let desk = try Desk()
    defer { desk.connection.disconnect() }
    for function in Self.functions {
      for code in Self.codes {
        // One session in the pool would hide C_OpenSession.
        if function == .C_OpenSession {
          desk.connection.disconnect()
          try desk.connection.connect()
        }
        let before = desk.connection.status.generation
        try desk.rehearsal.order("fail \(function) 0x\(String(code.rawValue, radix: 16)) times 1")
        let outcome = Result { () throws(HSMError) in try desk.work() }
        let place: Comment = "\(function) \(code)"
        #expect(try desk.rehearsal.counts.answeredHere(function) > 0, place)
        try waitUntil(10) { desk.connection.status.state == .connected }
        let generations = desk.connection.status.generation - before
        switch TriageTable().verdict(of: code) {
        case .lost:
          #expect(throws: Never.self, place) { try outcome.get() }
          #expect(generations == 1, place)
        case .staleHandle:
          #expect(throws: Never.self, place) { try outcome.get() }
          #expect(generations == 0, place)
        case .suspect where code == .CKR_SESSION_HANDLE_INVALID || code == .CKR_SESSION_CLOSED:
          #expect(throws: Never.self, place) { try outcome.get() }
          #expect(generations == 0, place)
        case .suspect, .callersError, .loginLost:
          // The connection is well: what the token answered is the answer.
          #expect {
            try outcome.get()
          } throws: { error in
            (error as? HSMError)?.cause == CryptokiError(function: function, code: code)
          }
          #expect(generations == 0, place)
        }
      }
    }
  }

  @Test(arguments: [CryptokiFunction.C_GetSessionInfo, .C_GetTokenInfo, .C_GetSlotList])
  func `a beat that gets no answer is a loss, whatever the code`(function: CryptokiFunction) throws {
    let desk = try Desk()
    defer { desk.connection.disconnect() }
    for code in Self.codes {
      let before = desk.connection.status.generation
      try desk.rehearsal.order("fail \(function) 0x\(String(code.rawValue, radix: 16)) times 1")
      desk.connection.beat()
      try waitUntil(10) {
        desk.connection.status.state == .connected && desk.connection.status.generation == before + 1
      }
      #expect(throws: Never.self) { try desk.work() }
    }
  }
}

/// A connection under rehearsal, with a key, and a piece of work that uses all of it.
final class Desk: Sendable {
  let rehearsal: Rehearsal
  let connection: Connection

  /// - Parameter lines: what the module is told before it is connected.
  init(ordering lines: String..., adjusting adjust: (inout DriverConfiguration) -> Void = { _ in }) throws {
    rehearsal = try Rehearsal()
    try rehearsal.token.makeKey(
      "kek", [.CKA_EXTRACTABLE: true, .CKA_WRAP: true, .CKA_SIGN: true, .CKA_VERIFY: true])
    var driver = rehearsal.driver()
    // Nothing here is measured in seconds: what waits for longer than this has failed.
    driver.deadlines.call = .seconds(10)
    adjust(&driver)
    if !lines.isEmpty { try rehearsal.order(lines) }
    connection = rehearsal.token.connection(driver)
    try connection.connect()
  }

  /// Finds the key, and does with it what may be repeated.
  func work() throws(HSMError) {
    try connection.withSession(couldNot: "the work could not be done") { (session) throws(CryptokiError) in
      guard let key = try session.findObjects([.CKA_LABEL: .text("kek")]).first else {
        throw CryptokiError(function: .C_FindObjects, code: .CKR_OBJECT_HANDLE_INVALID)
      }
      let text = [UInt8](repeating: 9, count: 64)
      let cipher = try session.filled(from: text) { (input, output) throws(CryptokiError) in
        try session.encrypt(input, with: key, Stage.cbc, into: output)
      }
      _ = try session.filled(from: cipher) { (input, output) throws(CryptokiError) in
        try session.decrypt(input, with: key, Stage.cbc, into: output)
      }
      _ = try session.filled(from: text) { (input, output) throws(CryptokiError) in
        try session.digest(input, Mechanism(.CKM_SHA256), into: output)
      }
      let mac = try session.filled(from: text) { (input, output) throws(CryptokiError) in
        try session.sign(input, with: key, Mechanism(.CKM_AES_CMAC), into: output)
      }
      _ = try session.filled(from: text) { (input, _) throws(CryptokiError) in
        try session.isValid(mac, over: input, key) ? 1 : 0
      }
      _ = try session.wrapKey(key, under: key, Stage.keyWrap)
      _ = try session.filled(from: []) { (_, output) throws(CryptokiError) in
        try session.generateRandom(into: output)
        return 0
      }
    }
  }
}

extension Session {
  fileprivate func filled(
    from input: [UInt8],
    _ body: (UnsafeRawBufferPointer, UnsafeMutableRawBufferPointer) throws(CryptokiError) -> Int
  ) throws(CryptokiError) -> [UInt8] {
    var output = [UInt8](repeating: 0, count: 256)
    let outcome = input.withUnsafeBytes { input in
      output.withUnsafeMutableBytes { output in Result { () throws(CryptokiError) in try body(input, output) } }
    }
    return Array(output.prefix(try outcome.get()))
  }

  fileprivate func isValid(
    _ signature: [UInt8], over input: UnsafeRawBufferPointer, _ key: ObjectHandle
  ) throws(CryptokiError) -> Bool {
    try signature.withUnsafeBytes { signature in
      Result { () throws(CryptokiError) in
        try verify(signature, over: input, with: key, Mechanism(.CKM_AES_CMAC))
      }
    }.get()
  }
}
