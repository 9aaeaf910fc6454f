import CCryptoki
import Foundation
import Testing
import TokenSupport

@testable import Cryptoki

/// What drivers answer to the four ways of C_Initialize, and what the wrapper makes of it.
@Suite(.oneDriverAtATime) struct InitializeModesTests {
  private enum Way: CaseIterable { case nothing, callbacks, os, callbacksAndOS, threeCallbacks }

  /// Asks a library past the wrapper, which would only ever take the first way that works.
  private func answers(_ path: String) throws -> [Way: ReturnCode] {
    let library = try #require(dlopen(path, RTLD_NOW | RTLD_LOCAL))
    let list = try FunctionList(of: library, at: path).standard
    var answers: [Way: ReturnCode] = [:]
    for way in Way.allCases {
      var arguments = CK_C_INITIALIZE_ARGS()
      if way != .nothing && way != .os { claviger_set_mutex_functions(&arguments) }
      if way == .threeCallbacks { arguments.UnlockMutex = nil }
      if way == .os || way == .callbacksAndOS { arguments.flags = CKF_OS_LOCKING_OK }
      let code = withUnsafeMutablePointer(to: &arguments) {
        list.pointee.C_Initialize?(way == .nothing ? nil : UnsafeMutableRawPointer($0))
      }
      answers[way] = ReturnCode(rawValue: try #require(code))
      if code == CKR_OK { #expect(list.pointee.C_Finalize?(nil) == CKR_OK) }
    }
    return answers
  }

  @Test func `SoftHSM takes all four, and no half of one`() throws {
    let token = try TestToken()
    #expect(
      try answers(token.modulePath) == [
        .nothing: .CKR_OK, .callbacks: .CKR_OK, .os: .CKR_OK, .callbacksAndOS: .CKR_OK,
        .threeCallbacks: .CKR_ARGUMENTS_BAD,
      ])
    let module = try Module(path: token.modulePath)
    #expect(throws: CryptokiError(function: .C_Initialize, code: .CKR_ARGUMENTS_BAD)) {
      try module.initialize(reserved: "x")
    }
    #expect(try module.initialize() == .callbacksAndOS)
  }

  @Test func `p11-kit's client cannot do with our mutexes alone, and is given what it can do with`() throws {
    let server = try RemoteToken()
    #expect(
      try answers(server.modulePath) == [
        .nothing: .CKR_OK, .callbacks: .CKR_CANT_LOCK, .os: .CKR_OK, .callbacksAndOS: .CKR_OK,
        .threeCallbacks: .CKR_ARGUMENTS_BAD,
      ])
    let module = try Module(path: server.modulePath)
    #expect(try module.initialize() == .callbacksAndOS)
  }
}
