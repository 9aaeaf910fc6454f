import Cryptoki
import Foundation
import SecretMemory
import Support
import Synchronization
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

  @Test func `a module that goes out of scope is finalised, unless it is somebody else's`() throws {
    let token = try TestToken()
    let records = Recorder<CallRecord>()
    let first = try Module(path: token.modulePath)
    try first.initialize()
    do {
      let second = try Module(path: token.modulePath) { records.add($0) }
      try second.initialize()
    }
    #expect(!records.elements.contains { $0.function == .C_Finalize })
    #expect(try !first.slots().isEmpty)
    try first.finalize()
    do {
      let third = try Module(path: token.modulePath) { records.add($0) }
      try third.initialize()
      let slot = try #require(third.slots(withToken: true).first)
      let session = try third.openSession(on: slot, readWrite: false)
      #expect(throws: CryptokiError.self) { try session.destroyObject(ObjectHandle(rawValue: 999)) }
    }
    #expect(records.elements.suffix(2).map(\.function) == [.C_CloseSession, .C_Finalize])
    #expect(records.elements.suffix(2).allSatisfy { $0.code == .CKR_OK })
  }

  @Test func `eight threads do ten thousand operations each without a wrong byte`() throws {
    let token = try TestToken()
    try token.makeKey("threads")
    let module = try Module(path: token.modulePath)
    try module.initialize()
    defer { try? module.finalize() }
    let slot = try #require(try module.slots(withToken: true).first { try module.tokenInfo($0).label == token.label })
    let anchor = try module.openSession(on: slot, readWrite: false)
    try anchor.login(.CKU_USER, pin: TestToken.secret(TestToken.pin))
    let key = try #require(try anchor.findObjects([.CKA_LABEL: .text("threads")]).first)
    let failures = Mutex(0)
    DispatchQueue.concurrentPerform(iterations: 8) { thread in
      do {
        let session = try module.openSession(on: slot, readWrite: false)
        var cipher = [UInt8](repeating: 0, count: 1040)
        var opened = [UInt8](repeating: 0, count: 1040)
        var text = [UInt8](repeating: UInt8(thread), count: 1024)
        let mechanism = Mechanism(.CKM_AES_CBC_PAD, parameter: [UInt8](repeating: UInt8(thread), count: 16))
        for round in 0..<5000 {
          text[round % text.count] &+= 1
          let length = try text.withUnsafeBytes { input in
            try cipher.withUnsafeMutableBytes { try session.encrypt(input, with: key, mechanism, into: $0) }
          }
          let count = try cipher.withUnsafeBytes { input in
            try opened.withUnsafeMutableBytes {
              try session.decrypt(UnsafeRawBufferPointer(rebasing: input[..<length]), with: key, mechanism, into: $0)
            }
          }
          if !opened.prefix(count).elementsEqual(text) { failures.withLock { $0 += 1 } }
        }
      } catch {
        failures.withLock { $0 += 1 }
      }
    }
    #expect(failures.withLock { $0 } == 0)
  }
}
