import Cryptoki
import Foundation
import SecretMemory
import Support
import Testing
import TokenSupport

@Suite(.oneDriverAtATime) struct ModuleTests {
  @Test func `a library that is missing is named with the loader's words`() {
    #expect {
      try Module(path: "/nowhere/libp11.so")
    } throws: { error in
      "\(error)".contains("/nowhere/libp11.so cannot be loaded")
    }
  }

  @Test func `a file that is no library is refused`() throws {
    let folder = try TemporaryDirectory()
    let file = try folder.write("not a library\n", to: "module.so")
    #expect(throws: ModuleLoadError.self) { try Module(path: file.path) }
  }

  @Test func `a library that is no module is refused by name`() {
    let libc = "libm.so.6"
    #expect(throws: ModuleLoadError.noFunctionList(path: libc)) { try Module(path: libc) }
  }

  @Test func `a module takes our mutexes and says what it is`() throws {
    let token = try TestToken()
    let module = try Module(path: token.modulePath)
    #expect(module.locking == nil)
    #expect(try module.initialize() == .callbacksAndOS)
    #expect(try module.info().manufacturer == "SoftHSM")
    try module.finalize()
    #expect(module.locking == nil)
  }

  @Test func `who comes second uses the module and leaves it to the first`() throws {
    let token = try TestToken()
    let first = try Module(path: token.modulePath)
    let second = try Module(path: token.modulePath)
    try first.initialize()
    try second.initialize()
    try second.finalize()
    #expect(try !first.slots().isEmpty, "the second must not have finalised the first's module")
    try first.finalize()
  }

  @Test func `a module is not finalised under a running call`() throws {
    let token = try TestToken()
    let module = try Module(path: token.modulePath)
    try module.initialize()
    let slot = try #require(try module.slots(withToken: true).first { try module.tokenInfo($0).label == token.label })
    let session = try module.openSession(on: slot, readWrite: true)
    try session.login(.CKU_USER, pin: TestToken.secret(TestToken.pin))
    let finished = DispatchSemaphore(value: 0)
    let thread = Thread { @Sendable in
      _ = try? session.generateKeyPair(
        Mechanism(.CKM_RSA_PKCS_KEY_PAIR_GEN),
        publicKey: [.CKA_MODULUS_BITS: .number(4096), .CKA_PUBLIC_EXPONENT: .bytes([1, 0, 1])],
        privateKey: [.CKA_SENSITIVE: true])
      finished.signal()
    }
    thread.start()
    try waitUntil { module.runningCalls.contains { $0.function == .C_GenerateKeyPair } }
    #expect(throws: CryptokiError(function: .C_Finalize, code: .CKR_FUNCTION_FAILED)) { try module.finalize() }
    finished.wait()
    session.close()
    try module.finalize()
  }

  @Test func `a session that goes out of scope is closed, and its search with it`() throws {
    let token = try TestToken()
    let module = try Module(path: token.modulePath)
    try module.initialize()
    defer { try? module.finalize() }
    let slot = try #require(try module.slots(withToken: true).first { try module.tokenInfo($0).label == token.label })
    let observed = try module.openSession(on: slot, readWrite: false)
    weak var gone: Session?
    do {
      let session = try module.openSession(on: slot, readWrite: false)
      gone = session
      #expect(throws: CryptokiError.self) { try session.destroyObject(ObjectHandle(rawValue: 999)) }
      _ = try session.findObjects()
      _ = try session.findObjects()
    }
    #expect(gone == nil)
    #expect(try observed.info().slot == slot)
  }

  @Test func `a session of before is never handed to the module again`() throws {
    let token = try TestToken()
    let module = try Module(path: token.modulePath)
    try module.initialize()
    let slot = try #require(try module.slots(withToken: true).first { try module.tokenInfo($0).label == token.label })
    let session = try module.openSession(on: slot, readWrite: false)
    try module.finalize()
    try module.initialize()
    defer { try? module.finalize() }
    #expect(session.isGone)
    #expect(throws: CryptokiError(function: .C_GetSessionInfo, code: .CKR_SESSION_HANDLE_INVALID)) {
      try session.info()
    }
  }

  @Test func `eight threads encrypt and decrypt without a wrong byte`() throws {
    let token = try TestToken()
    try token.makeKey("threads")
    let module = try Module(path: token.modulePath)
    try module.initialize()
    defer { try? module.finalize() }
    let slot = try #require(try module.slots(withToken: true).first { try module.tokenInfo($0).label == token.label })
    let anchor = try module.openSession(on: slot, readWrite: false)
    try anchor.login(.CKU_USER, pin: TestToken.secret(TestToken.pin))
    let key = try #require(try anchor.findObjects([.CKA_LABEL: .text("threads")]).first)
    let wrong = DispatchQueue(label: "wrong")
    nonisolated(unsafe) var failures = 0
    DispatchQueue.concurrentPerform(iterations: 8) { thread in
      do {
        let session = try module.openSession(on: slot, readWrite: false)
        for round in 0..<200 {
          let text = [UInt8](repeating: UInt8(truncatingIfNeeded: round &+ thread), count: 1 + round % 100)
          let mechanism = Mechanism(.CKM_AES_CBC_PAD, parameter: [UInt8](repeating: UInt8(thread), count: 16))
          var cipher = [UInt8](repeating: 0, count: text.count + 16)
          let length = try text.withUnsafeBytes { input in
            try cipher.withUnsafeMutableBytes { try session.encrypt(input, with: key, mechanism, into: $0) }
          }
          var opened = [UInt8](repeating: 0, count: length)
          let count = try cipher.prefix(length).withUnsafeBytes { input in
            try opened.withUnsafeMutableBytes { try session.decrypt(input, with: key, mechanism, into: $0) }
          }
          if Array(opened.prefix(count)) != text { wrong.sync { failures += 1 } }
        }
      } catch {
        wrong.sync { failures += 1 }
      }
    }
    #expect(failures == 0)
  }
}
