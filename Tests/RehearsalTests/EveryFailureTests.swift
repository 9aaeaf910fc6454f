import Cryptoki
import Support
import Testing
import TokenSupport

/// Every function that Cryptoki calls fails with every code there is: the error names both, and nothing is left behind.
@Suite(.oneDriverAtATime) struct EveryFailureTests {
  /// All of the standard's, one of a vendor's, one that nobody has, and −1 in both widths.
  private static let codes =
    ReturnCode.rows.map(\.code).filter { $0 != .CKR_OK }
    + [0x8000_1234, 0x7FFF_0001, UInt(UInt32.max), UInt.max].map { ReturnCode(rawValue: $0) }

  /// Codes that are an answer of a function, and no error.
  private static let answers: [CryptokiFunction: Set<ReturnCode>] = [
    .C_WaitForSlotEvent: [.CKR_NO_EVENT],
    .C_GetAttributeValue: [.CKR_ATTRIBUTE_SENSITIVE, .CKR_ATTRIBUTE_TYPE_INVALID, .CKR_BUFFER_TOO_SMALL],
    .C_Verify: [.CKR_SIGNATURE_INVALID, .CKR_SIGNATURE_LEN_RANGE],
    .C_VerifyFinal: [.CKR_SIGNATURE_INVALID, .CKR_SIGNATURE_LEN_RANGE],
  ]

  @Test func `each code of each function is an error with both, or the answer that it is`() throws {
    let stage = try Stage()
    for deed in Stage.deeds {
      // A search that was not ended spoils the session and not the search: its own test is below.
      for function in deed.functions where function != .C_FindObjectsFinal {
        for code in Self.codes {
          try stage.rehearsal.order("fail \(function) 0x\(String(code.rawValue, radix: 16))")
          let outcome = Result { try deed.body(stage) }
          if Self.answers[function]?.contains(code) ?? false {
            #expect(throws: Never.self, "\(function) \(code)") { try outcome.get() }
          } else {
            #expect(throws: CryptokiError(function: function, code: code), "\(function) \(code)") { try outcome.get() }
          }
          if stage.session.isUnfit { try stage.takeNewSession() }
        }
        try stage.rehearsal.order()
        // Whoever got an error can go on in the same session. Where the login itself failed, it is made up for.
        if try stage.session.info().state != .CKS_RW_USER_FUNCTIONS {
          try stage.session.login(.CKU_USER, pin: TestToken.secret(TestToken.pin))
        }
        #expect(throws: Never.self, "after \(function)") { try deed.body(stage) }
        let counts = try stage.rehearsal.counts
        #expect(counts.openSessions == 2 && counts.openSearches == 0, "after \(function)")
      }
    }
  }

  @Test func `what the officer does fails with every code as well`() throws {
    let stage = try Stage()
    let (slot, session) = (stage.slot, stage.session)
    for code in Self.codes {
      let number = "0x\(String(code.rawValue, radix: 16))"
      try stage.rehearsal.order("fail C_InitToken \(number)", "fail C_InitPIN \(number)")
      #expect(throws: CryptokiError(function: .C_InitToken, code: code)) {
        try stage.module.initializeToken(in: slot, soPIN: TestToken.secret("12345678"), label: "other")
      }
      #expect(throws: CryptokiError(function: .C_InitPIN, code: code)) {
        try session.initializePIN(TestToken.secret("1234"))
      }
    }
  }

  @Test func `a login by name fails with every code`() throws {
    let stage = try Stage("interface 3.0")
    for code in Self.codes {
      try stage.rehearsal.order("interface 3.0", "fail C_LoginUser 0x\(String(code.rawValue, radix: 16))")
      #expect(throws: CryptokiError(function: .C_LoginUser, code: code)) {
        try stage.session.login(.CKU_USER, name: "somebody", pin: TestToken.secret(TestToken.pin))
      }
    }
  }

  @Test func `a session that does not close is over all the same`() throws {
    let stage = try Stage()
    for code in Self.codes.prefix(8) {
      try stage.rehearsal.order("fail C_CloseSession 0x\(String(code.rawValue, radix: 16))")
      let session = try stage.module.openSession(on: stage.slot, readWrite: false)
      session.close()
      #expect(session.isGone)
      #expect(throws: CryptokiError(function: .C_GetSessionInfo, code: .CKR_SESSION_HANDLE_INVALID)) {
        try session.info()
      }
    }
  }

  @Test func `a search that cannot be ended gives what it found, and no second one its session`() throws {
    let stage = try Stage()
    try stage.rehearsal.order("fail C_FindObjectsFinal CKR_FUNCTION_FAILED")
    #expect(try stage.session.findObjects().count == 3)
    #expect(stage.session.isUnfit)
    try stage.rehearsal.order()
    try stage.takeNewSession()
    #expect(try stage.session.findObjects().count == 3)
    #expect(try stage.rehearsal.counts.openSearches == 0)
  }

  @Test func `the beginning fails with every code, and can be made up for`() throws {
    let rehearsal = try Rehearsal()
    for code in Self.codes where code != .CKR_CRYPTOKI_ALREADY_INITIALIZED {
      try rehearsal.order("fail C_Initialize 0x\(String(code.rawValue, radix: 16))")
      let module = try Module(path: rehearsal.modulePath)
      #expect(throws: CryptokiError(function: .C_Initialize, code: code)) { try module.initialize() }
      #expect(module.locking == nil)
      try rehearsal.order()
      try module.initialize()
      try module.finalize()
    }
  }

  @Test func `a module that cannot lock is used one call at a time`() throws {
    let rehearsal = try Rehearsal("fail C_Initialize CKR_CANT_LOCK times 1")
    let module = try Module(path: rehearsal.modulePath)
    #expect(try module.initialize() == .os)
    try module.finalize()
    try rehearsal.order("fail C_Initialize CKR_CANT_LOCK times 2")
    #expect(try module.initialize() == .serialised)
    try module.finalize()
    #expect(try rehearsal.counts.calls(.C_Initialize) == 5)
  }

  @Test func `a module that could not be finalised is still ours`() throws {
    let rehearsal = try Rehearsal("fail C_Finalize CKR_FUNCTION_FAILED times 1")
    let module = try rehearsal.module()
    #expect(throws: CryptokiError(function: .C_Finalize, code: .CKR_FUNCTION_FAILED)) { try module.finalize() }
    try module.initialize()
    try module.finalize()
    #expect(try rehearsal.counts.calls(.C_Finalize) == 2, "it is not taken for somebody else's")
  }

  @Test func `without a function list there is no module, without an interface there is`() throws {
    let silent = try Rehearsal()
    for code in Self.codes {
      try silent.order("fail C_GetFunctionList 0x\(String(code.rawValue, radix: 16))")
      #expect(throws: ModuleLoadError.functionListRefused(path: silent.modulePath, code: code)) {
        try Module(path: silent.modulePath)
      }
    }
    let rehearsal = try Rehearsal("interface 3.0", "fail C_GetInterface CKR_FUNCTION_FAILED")
    #expect(try Module(path: rehearsal.modulePath).functionListVersion.description == "2.40")
  }
}
