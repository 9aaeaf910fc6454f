import Cryptoki
import Foundation
import Support
import Testing
import TokenSupport

/// The rehearsal module itself: it passes calls on, and misbehaves exactly as it is told.
@Suite(.oneDriverAtATime) struct RehearsalModuleTests {
  private let aes = Mechanism(.CKM_AES_CBC_PAD, parameter: [UInt8](repeating: 7, count: 16))

  @Test func `without orders it is as the real module, but for the word that nobody may miss`() throws {
    let rehearsal = try Rehearsal()
    try rehearsal.withSession { session in
      let info = try session.module.info()
      #expect(info.description.hasPrefix("REHEARSAL"))
      #expect(info.manufacturer == "SoftHSM")
      #expect(try session.module.slotInfo(session.slot).description.hasPrefix("REHEARSAL"))
      #expect(try session.module.tokenInfo(session.slot).label == rehearsal.token.label)
      let key = try session.makeAESKey()
      #expect(try session.decrypt(session.encrypt([1, 2, 3], key, aes), key, aes) == [1, 2, 3])
    }
  }

  @Test func `a code comes from the call that was named, as often as was said`() throws {
    let rehearsal = try Rehearsal()
    try rehearsal.withSession { session in
      let key = try session.makeAESKey()
      try rehearsal.order("fail C_Encrypt CKR_DEVICE_ERROR from 2 times 2")
      let codes = (1...4).map { _ in code { _ = try session.encrypt([1], key, aes) } }
      #expect(codes == [.CKR_OK, .CKR_DEVICE_ERROR, .CKR_DEVICE_ERROR, .CKR_OK])
      #expect(try rehearsal.counts.answeredHere(.C_Encrypt) == 2)
    }
  }

  /// What a call threw; CKR_OK for nothing.
  private func code(of call: () throws -> Void) -> ReturnCode? {
    do { try call() } catch { return (error as? CryptokiError)?.code }
    return .CKR_OK
  }

  @Test func `a vendor's code and all ones come back as they were ordered`() throws {
    let rehearsal = try Rehearsal()
    let module = try rehearsal.module()
    defer { try? module.finalize() }
    for (word, value) in [("0x80001234", 0x8000_1234), ("0xFFFFFFFFFFFFFFFF", UInt.max), ("7", 7)] {
      try rehearsal.order("fail C_GetInfo \(word)")
      #expect(throws: CryptokiError(function: .C_GetInfo, code: ReturnCode(rawValue: value))) { try module.info() }
    }
  }

  @Test func `a stalled call is seen from outside, and goes on when its line is gone`() throws {
    let rehearsal = try Rehearsal()
    let module = try rehearsal.module()
    defer { try? module.finalize() }
    try rehearsal.order("stall C_GetInfo until released")
    let call = BackgroundWork { try module.info() }
    try waitUntil { try rehearsal.counts.stalled == 1 }
    #expect(try rehearsal.counts.inside(.C_GetInfo) == 1)
    #expect(!call.isDone)
    #expect(try !module.slots().isEmpty, "other functions go on")
    try rehearsal.order()
    #expect(try call.value().description.hasPrefix("REHEARSAL"))
    #expect(try rehearsal.counts.inside(.C_GetInfo) == 0)
  }

  @Test func `a delay slows each call down`() throws {
    let rehearsal = try Rehearsal()
    let module = try rehearsal.module()
    defer { try? module.finalize() }
    try rehearsal.order("delay * 30ms")
    let start = ContinuousClock.now
    for _ in 0..<3 { _ = try module.info() }
    #expect(ContinuousClock.now - start >= .milliseconds(90))
  }

  @Test func `wrong PINs are counted across processes' lives, warned of, and then lock`() throws {
    let rehearsal = try Rehearsal("pin-tries 3 2")
    func flagsAfterWrongPIN(_ user: UserType, _ expected: ReturnCode) throws -> TokenFlags {
      let module = try rehearsal.module()
      defer { try? module.finalize() }
      let session = try module.openSession(on: rehearsal.slot(in: module), readWrite: true)
      #expect(throws: CryptokiError(function: .C_Login, code: expected)) {
        try session.login(user, pin: TestToken.secret("wrong-pin"))
      }
      return try module.tokenInfo(session.slot).flags
    }
    #expect(try flagsAfterWrongPIN(.CKU_USER, .CKR_PIN_INCORRECT).contains(.CKF_USER_PIN_COUNT_LOW))
    #expect(try flagsAfterWrongPIN(.CKU_USER, .CKR_PIN_INCORRECT).contains(.CKF_USER_PIN_FINAL_TRY))
    #expect(try flagsAfterWrongPIN(.CKU_USER, .CKR_PIN_INCORRECT).contains(.CKF_USER_PIN_LOCKED))
    #expect(try flagsAfterWrongPIN(.CKU_USER, .CKR_PIN_LOCKED).contains(.CKF_USER_PIN_LOCKED))
    #expect(try flagsAfterWrongPIN(.CKU_SO, .CKR_PIN_INCORRECT).contains(.CKF_SO_PIN_FINAL_TRY))

    let module = try rehearsal.module()
    defer { try? module.finalize() }
    let officer = try module.openSession(on: rehearsal.slot(in: module), readWrite: true)
    try officer.login(.CKU_SO, pin: TestToken.secret(TestToken.soPIN))
    try officer.initializePIN(TestToken.secret("98765"))
    try officer.logout()
    try officer.login(.CKU_USER, pin: TestToken.secret("98765"))
    #expect(try module.tokenInfo(officer.slot).flags.isDisjoint(with: [.CKF_USER_PIN_COUNT_LOW, .CKF_USER_PIN_LOCKED]))
  }

  @Test func `flags are set and cleared by name`() throws {
    let rehearsal = try Rehearsal("token-flags +CKF_PROTECTED_AUTHENTICATION_PATH -CKF_LOGIN_REQUIRED")
    let module = try rehearsal.module()
    defer { try? module.finalize() }
    let flags = try module.tokenInfo(rehearsal.slot(in: module)).flags
    #expect(flags.contains(.CKF_PROTECTED_AUTHENTICATION_PATH))
    #expect(!flags.contains(.CKF_LOGIN_REQUIRED))
  }

  @Test func `a mechanism is hidden, and a wrapping refused`() throws {
    let rehearsal = try Rehearsal("without CKM_AES_CBC_PAD", "refuse-wrap CKM_AES_KEY_WRAP")
    try rehearsal.withSession { session in
      #expect(try !session.module.mechanisms(session.slot).contains(.CKM_AES_CBC_PAD))
      #expect(throws: CryptokiError(function: .C_GetMechanismInfo, code: .CKR_MECHANISM_INVALID)) {
        try session.module.mechanismInfo(.CKM_AES_CBC_PAD, in: session.slot)
      }
      let key = try session.makeAESKey([.CKA_EXTRACTABLE: true, .CKA_WRAP: true])
      #expect(throws: CryptokiError(function: .C_EncryptInit, code: .CKR_MECHANISM_INVALID)) {
        try session.encrypt([1], key, aes)
      }
      #expect(throws: CryptokiError(function: .C_WrapKey, code: .CKR_MECHANISM_INVALID)) {
        try session.wrapKey(key, under: key, Mechanism(.CKM_AES_KEY_WRAP))
      }
      #expect(try session.wrapKey(key, under: key, Mechanism(.CKM_AES_KEY_WRAP_PAD)).count == 40)
    }
  }

  @Test func `a long input is refused in one part and taken in several`() throws {
    let rehearsal = try Rehearsal("limit-single-part 16K")
    try rehearsal.withSession { session in
      let key = try session.makeAESKey()
      let text = [UInt8](repeating: 3, count: 16 * 1024)
      #expect(try session.encrypt(text, key, aes).count == text.count + 16)
      #expect(throws: CryptokiError(function: .C_Encrypt, code: .CKR_DATA_LEN_RANGE)) {
        try session.encrypt(text + [1], key, aes)
      }
      var running = try session.beginEncryption(with: key, aes)
      var output = [UInt8](repeating: 0, count: text.count + 32)
      let first = try text.withUnsafeBytes { input in
        try output.withUnsafeMutableBytes { try running.update(input, into: $0) }
      }
      #expect(try first + output.withUnsafeMutableBytes { try running.finish(into: $0) } == text.count + 16)
    }
  }

  @Test func `a token that is removed takes its sessions and its login with it`() throws {
    let rehearsal = try Rehearsal()
    let module = try rehearsal.module()
    defer { try? module.finalize() }
    let slot = try rehearsal.slot(in: module)
    let session = try module.openSession(on: slot, readWrite: false)
    try session.login(.CKU_USER, pin: TestToken.secret(TestToken.pin))
    try rehearsal.order("removed")
    #expect(throws: CryptokiError(function: .C_GetSessionInfo, code: .CKR_DEVICE_REMOVED)) { try session.info() }
    #expect(throws: CryptokiError(function: .C_GetTokenInfo, code: .CKR_TOKEN_NOT_PRESENT)) {
      try module.tokenInfo(slot)
    }
    #expect(try module.slots(withToken: true).isEmpty)
    #expect(try module.slots().contains(slot))
    #expect(try !module.slotInfo(slot).flags.contains(.CKF_TOKEN_PRESENT))
    #expect(try rehearsal.counts.openSessions == 0)
    try rehearsal.order()
    #expect(throws: CryptokiError(function: .C_GetSessionInfo, code: .CKR_SESSION_HANDLE_INVALID)) {
      try session.info()
    }
    let anew = try module.openSession(on: slot, readWrite: false)
    #expect(try anew.info().state == .CKS_RO_PUBLIC_SESSION)
  }

  @Test func `hostile text comes through byte by byte`() throws {
    let rehearsal = try Rehearsal(#"text object-label \e[31m\x00\xFF\n"#, #"text token-model a\x1Bb\xC3"#)
    try rehearsal.withSession { session in
      let key = try session.makeAESKey()
      let label = try AttributeReader([.CKA_LABEL]).read(key, in: session).bytes(.CKA_LABEL)
      #expect(label == [0x1B, 0x5B, 0x33, 0x31, 0x6D, 0x00, 0xFF, 0x0A])
      #expect(try session.module.tokenInfo(session.slot).model == "a\u{1B}b\u{FFFD}")
    }
  }

  @Test func `an entry of the list that is null is a function that is not supported`() throws {
    let rehearsal = try Rehearsal("null-entry C_GetSlotInfo")
    let module = try rehearsal.module()
    defer { try? module.finalize() }
    #expect(throws: CryptokiError(function: .C_GetSlotInfo, code: .CKR_FUNCTION_NOT_SUPPORTED)) {
      try module.slotInfo(rehearsal.slot(in: module))
    }
  }

  @Test func `a list of 3 0 is handed out where it is asked for`() throws {
    #expect(try Module(path: Rehearsal().modulePath).functionListVersion.description == "2.40")
    let rehearsal = try Rehearsal("interface 3.0")
    let module = try rehearsal.module()
    defer { try? module.finalize() }
    #expect(module.functionListVersion.description == "3.0")
    let session = try module.openSession(on: rehearsal.slot(in: module), readWrite: false)
    try session.login(.CKU_USER, name: "somebody", pin: TestToken.secret(TestToken.pin))
    #expect(try session.info().state == .CKS_RO_USER_FUNCTIONS)
    #expect(try rehearsal.counts.calls(.C_LoginUser) == 1)
  }
}
