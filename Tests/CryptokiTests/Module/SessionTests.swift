import Foundation
import Support
import Testing
import TokenSupport

@testable import Cryptoki

@Suite(.oneDriverAtATime) struct SessionTests {
  private func slot(of token: TestToken, in module: Module) throws -> SlotID {
    try #require(try module.slots(withToken: true).first { try module.tokenInfo($0).label == token.label })
  }

  /// SoftHSM does not count its sessions, so the calls are counted.
  @Test func `a session is closed once, by hand or when it goes out of scope`() throws {
    let token = try TestToken()
    let records = Recorder<CallRecord>()
    let module = try Module(path: token.modulePath) { records.add($0) }
    try module.initialize()
    defer { try? module.finalize() }
    let slot = try slot(of: token, in: module)
    var closed: [UInt] { records.elements.filter { $0.function == .C_CloseSession }.map(\.session) }
    var sessions: [Session] = []
    for _ in 0..<3 { sessions.append(try module.openSession(on: slot, readWrite: false)) }
    let handles = sessions.map(\.handle)
    sessions[1].close()
    sessions[1].close()
    #expect(closed == [handles[1]])
    sessions.removeLast()
    #expect(closed == [handles[1], handles[2]])
    sessions = []
    #expect(closed == [handles[1], handles[2], handles[0]])
    #expect(records.elements.allSatisfy { $0.code == .CKR_OK })
  }

  @Test func `each call is recorded with its session, its code and its time`() throws {
    let token = try TestToken()
    let records = Recorder<CallRecord>()
    let module = try Module(path: token.modulePath) { records.add($0) }
    try module.initialize()
    let session = try module.openSession(on: slot(of: token, in: module), readWrite: false)
    records.removeAll()
    #expect {
      try session.login(.CKU_USER, pin: TestToken.secret("wrong-pin"))
    } throws: { "\($0)" == "C_Login returned CKR_PIN_INCORRECT (0xa0)" }
    let record = try #require(records.elements.first)
    #expect(records.elements.count == 1)
    #expect(record.function == .C_Login)
    #expect(record.session == session.handle)
    #expect(record.code == .CKR_PIN_INCORRECT)
    #expect(record.nanoseconds > 0)
    #expect(module.runningCalls.isEmpty)
    try module.finalize()
  }

  @Test func `nothing of a session whose module was finalised reaches the module`() throws {
    let token = try TestToken()
    let records = Recorder<CallRecord>()
    let module = try Module(path: token.modulePath) { records.add($0) }
    try module.initialize()
    let session = try module.openSession(on: slot(of: token, in: module), readWrite: true)
    try module.finalize()
    try module.initialize()
    defer { try? module.finalize() }
    // The new session may well have the old one's number.
    let other = try module.openSession(on: slot(of: token, in: module), readWrite: true)
    records.removeAll()
    let key = ObjectHandle(rawValue: 1)
    #expect(throws: CryptokiError.self) { try session.findObjects() }
    #expect(throws: CryptokiError.self) { try session.destroyObject(key) }
    #expect(throws: CryptokiError.self) { try session.setAttributes([.CKA_LABEL: .text("x")], of: key) }
    #expect(throws: CryptokiError.self) { try session.createObject([:]) }
    #expect(throws: CryptokiError.self) { try session.generateKey(Mechanism(.CKM_AES_KEY_GEN), [:]) }
    #expect(throws: CryptokiError.self) { try session.logout() }
    #expect(throws: CryptokiError.self) { try AttributeReader([.CKA_LABEL]).read(key, in: session) }
    session.close()
    #expect(records.elements.isEmpty, "\(records.elements.map(\.function))")
    #expect(try other.info().slot == other.slot)
  }

  @Test func `a search is ended when it breaks off in the middle`() throws {
    let server = try RemoteToken()
    let records = Recorder<CallRecord>()
    let module = try Module(path: server.modulePath) { record in
      records.add(record)
      guard record.function == .C_FindObjectsInit else { return }
      #expect(throws: Never.self) { try server.signalWorkers(SIGKILL) }
    }
    try module.initialize()
    let session = try module.openSession(on: #require(module.slots(withToken: true).first), readWrite: false)
    #expect(throws: CryptokiError(function: .C_FindObjects, code: .CKR_DEVICE_ERROR)) { try session.findObjects() }
    #expect(records.elements.last?.function == .C_FindObjectsFinal)
    session.close()
    try module.finalize()
  }

  @Test(arguments: [1, 2, 7, 256])
  func `all objects are found, however many are asked for at a time`(batch: Int) throws {
    let token = try TestToken()
    let found = try token.withSession { session in
      for number in 0..<7 {
        _ = try session.generateKey(
          Mechanism(.CKM_AES_KEY_GEN), TestToken.template("key", id: [UInt8(number)], [.CKA_TOKEN: false]))
      }
      return try session.findObjects([.CKA_LABEL: .text("key")], batch: batch)
    }
    #expect(Set(found).count == 7)
  }

  @Test func `a label that no token can hold is refused before the token is wiped`() throws {
    let token = try TestToken()
    let records = Recorder<CallRecord>()
    let module = try Module(path: token.modulePath) { records.add($0) }
    #expect(throws: CryptokiError(function: .C_InitToken, code: .CKR_ARGUMENTS_BAD)) {
      try module.initializeToken(
        in: SlotID(rawValue: 0), soPIN: TestToken.secret(TestToken.soPIN), label: String(repeating: "é", count: 17))
    }
    #expect(records.elements.isEmpty)
  }
}
