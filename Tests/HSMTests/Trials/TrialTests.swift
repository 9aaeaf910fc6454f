import Foundation
import Support
import Testing
import TokenSupport

@testable import Cryptoki
@testable import HSM

@Suite struct TrialTests {
  private let token: TestToken

  init() throws { token = try TestToken() }

  private func connected(_ useCases: Set<UseCase>) throws -> Connection {
    let connection = token.connection(token.driver(useCases: useCases))
    try connection.connect()
    return connection
  }

  private func objects(_ connection: Connection) throws -> Int {
    try connection.withSession(couldNot: "count") { (session) throws(CryptokiError) in try session.findObjects().count }
  }

  @Test(arguments: [[], [.protect], [.generate], [.hardware], [.protect, .generate]] as [Set<UseCase>])
  func `a first trial tries what is configured, and nothing else`(useCases: Set<UseCase>) throws {
    let connection = try connected(useCases)
    defer { connection.disconnect() }
    let before = try objects(connection)
    let rows = try connection.runTrial(isFull: false)
    #expect(Set(rows.map(\.useCase)) == useCases.subtracting([.hardware]))
    #expect(rows.allSatisfy { $0.result == .passed && $0.driver == "test" }, "\(rows)")
    #expect(
      rows.map(\.step)
        == (useCases.contains(.protect) ? ["protect aes-256"] : [])
        + (useCases.contains(.generate) ? ["export rsa-2048", "export ec-p256"] : []))
    #expect(try objects(connection) == before)
  }

  @Test func `all that a pair may do is tried in full, each mechanism by itself`() throws {
    let connection = try connected([.hardware])
    defer { connection.disconnect() }
    let before = try objects(connection)
    var reported: [TrialRow] = []
    let rows = try connection.runTrial(isFull: true, report: { reported += $0 })
    #expect(rows == reported)
    #expect(rows.allSatisfy { $0.result != .notTried })
    func result(_ step: String) -> TrialRow.Result? { rows.first { $0.step == step }?.result }
    #expect(result("pair rsa-2048 signs by CKM_SHA256_RSA_PKCS") == .passed)
    #expect(result("pair rsa-2048 signs by CKM_SHA512_RSA_PKCS_PSS") == .passed)
    #expect(result("pair rsa-2048 encrypts by CKM_RSA_PKCS_OAEP") == .passed)
    #expect(result("pair ec-p256 signs by CKM_ECDSA") == .passed)
    #expect(result("pair ed25519 signs by CKM_EDDSA") == .passed)
    #expect(try objects(connection) == before)
  }

  @Test func `what a cancelled trial did not come to is not tried, never passed`() throws {
    let connection = try connected([.protect, .generate])
    defer { connection.disconnect() }
    var asked = 0
    let rows = try connection.runTrial(
      isFull: false,
      isCancelled: {
        asked += 1
        return asked > 1
      })
    #expect(rows.map(\.result) == [.passed, .notTried, .notTried])
  }
}
