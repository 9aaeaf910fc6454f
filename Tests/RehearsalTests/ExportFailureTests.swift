import Cryptoki
import HSM
import Support
import Testing
import TokenSupport

/// An export that fails somewhere leaves no object on its token, and says what failed; a mechanism that is refused is
/// not the end of it.
@Suite(.oneDriverAtATime) struct ExportFailureTests {
  private let rehearsal: Rehearsal
  private let connection: Connection

  init() throws {
    rehearsal = try Rehearsal()
    connection = rehearsal.token.connection(rehearsal.driver(useCases: [.generate]))
    try connection.connect()
  }

  private func export() throws -> ExportedPair { try connection.export(try PairExport(.curve(.p256))) }

  private func expectNothingLeft(_ place: Comment) throws {
    #expect(try connection.listObjects().isEmpty, place)
  }

  /// What one export calls, and how often.
  private static let calls: [(function: CryptokiFunction, count: Int)] = [
    (.C_GetMechanismList, 1), (.C_GenerateKeyPair, 1), (.C_GetAttributeValue, 1), (.C_GenerateKey, 1),
    (.C_CreateObject, 1), (.C_WrapKey, 2),
  ]

  @Test(arguments: [ReturnCode.CKR_DEVICE_MEMORY, .CKR_FUNCTION_FAILED, .CKR_DEVICE_ERROR])
  func `whichever call fails, nothing is left and the error names it`(code: ReturnCode) throws {
    defer { connection.disconnect() }
    for (function, count) in Self.calls {
      for number in 1...count {
        try rehearsal.order("fail \(function) \(code.name) from \(number)")
        let place: Comment = "call \(number) of \(function), \(code.name)"
        // The connection may be lost by it, and is restored before the objects are counted.
        #expect(throws: HSMError.self, place) {
          do {
            _ = try export()
          } catch let error as HSMError {
            #expect(error.message.contains("pair could not be brought out") || !error.remedy.isEmpty, place)
            #expect(error.cause?.function == function && error.cause?.code == code, place)
            throw error
          }
        }
        try rehearsal.order()
        try waitUntil { connection.status.state == .connected }
        try expectNothingLeft(place)
      }
    }
    #expect(throws: Never.self, "all is as it was") { try export() }
  }

  @Test func `a call that answers nonsense makes no pair and leaves none`() throws {
    defer { connection.disconnect() }
    for order in ["lie C_WrapKey -1", "lie C_WrapKey 24", "lie C_WrapKey 0", "lie C_GetAttributeValue 0"] {
      try rehearsal.order(order)
      #expect(throws: HSMError.self, "\(order)") { try export() }
      try rehearsal.order()
      try waitUntil { connection.status.state == .connected }
      try expectNothingLeft("\(order)")
    }
  }

  @Test func `an object that cannot be destroyed ends with its session`() throws {
    defer { connection.disconnect() }
    try rehearsal.order("fail C_DestroyObject CKR_FUNCTION_FAILED")
    #expect(throws: Never.self) { try export() }
    try rehearsal.order()
    try expectNothingLeft("the session was closed")
  }

  @Test func `where CKM_RSA_PKCS does not wrap, OAEP does, and the result says so`() throws {
    defer { connection.disconnect() }
    for order in ["refuse-wrap CKM_RSA_PKCS", "without CKM_RSA_PKCS"] {
      try rehearsal.order(order)
      let pair = try export()
      #expect(pair.route.outer == .CKM_RSA_PKCS_OAEP)
      #expect(
        pair.route.notes.contains { $0.contains("CKM_RSA_PKCS_OAEP") && $0.contains("refused CKM_RSA_PKCS") },
        "\(order): \(pair.route.notes)")
      try expectNothingLeft("\(order)")
    }
  }

  @Test func `a mechanism that is only listed is passed over with the reason`() throws {
    defer { connection.disconnect() }
    try rehearsal.order("refuse-wrap CKM_AES_KEY_WRAP_PAD")
    // SoftHSM lists CKM_AES_CBC_PAD without CKF_WRAP: it is not even tried, and nothing is left to wrap with.
    #expect {
      try export()
    } throws: { error in
      let message = (error as? HSMError)?.message ?? ""
      return message.contains("CKM_AES_KEY_WRAP_KWP: not listed") && message.contains("CKM_AES_KEY_WRAP_PAD: CKR_")
        && message.contains("CKM_AES_CBC_PAD: listed without CKF_WRAP")
    }
    try expectNothingLeft("no mechanism works")
  }
}
