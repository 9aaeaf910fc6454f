import Cryptoki
import Foundation
import HSM
import SecretMemory
import Support
import Testing
import TokenSupport

@testable import KeyStoreAPI

/// All eight combinations of configured use cases: what is configured is done, what is not is refused by name.
@Suite(.oneDriverAtATime) struct UseCaseTests {
  private static let combinations: [Set<UseCase>] = (0..<8).map { bits in
    Set(UseCase.allCases.enumerated().filter { bits >> $0.offset & 1 == 1 }.map(\.element))
  }

  private let token: TestToken
  private let fixture: StoreFixture

  init() throws {
    token = try TestToken()
    fixture = try StoreFixture()
    try token.makeKey("kek")
  }

  /// What came of something that needs a use case: nil where it was done, else the refusal's words.
  private func refusal(_ body: () throws -> Void) throws -> String? {
    do {
      try body()
      return nil
    } catch let error as KeyStoreError where error.exitCode == 6 {
      return error.message
    } catch let error as HSMError where error.exitCode == 6 {
      return error.message
    }
  }

  @Test func `a driver does what it is configured for, and nothing else`() throws {
    for useCases in Self.combinations {
      let connection = token.connection(token.driver(useCases: useCases))
      try connection.connect()
      defer { connection.disconnect() }
      let keyStore = KeyStore(store: fixture.store, connections: [connection])
      let key = try #require(try connection.listObjects().first { $0.labelText == "kek" })
      let protecting = try refusal { try keyStore.setDefault(.global, to: key, on: connection) }
      let exporting = try refusal {
        _ = try keyStore.export(try PairExport(.curve(.p256)), on: connection, to: "nowhere") {
          (_) throws(HSMError) in
        }
      }
      let signing = try refusal {
        let template = try KeyTemplate(KeyRequest(.curve(.p256), label: "pair", uses: [.sign]))
        let made = try keyStore.generate(try connection.review(template), on: connection)
        defer { _ = try? connection.destroy(made.objects) }
        let pair = try #require(made.objects.first { $0.objectClass == .CKO_PRIVATE_KEY })
        _ = try connection.sign(ByteSource([1, 2, 3]), with: pair, Mechanism(.CKM_ECDSA))
      }
      for (useCase, said) in zip([UseCase.protect, .generate, .hardware], [protecting, exporting, signing]) {
        let place: Comment = "\(useCases.map(\.rawValue).sorted()): \(said ?? "done")"
        #expect((said == nil) == useCases.contains(useCase), place)
        if let said { #expect(said.contains("configured"), place) }
      }
    }
  }

  @Test func `what was protected still opens once protect is taken away`() throws {
    let first = token.connection(token.driver(useCases: [.protect]))
    try first.connect()
    let keyStore = KeyStore(store: fixture.store, connections: [first])
    let key = try #require(try first.listObjects().first { $0.labelText == "kek" })
    try keyStore.setDefault(.global, to: key, on: first)
    _ = try keyStore.put(TestToken.secret("text"), as: try SecretPath(parsing: "db"), type: "password")
    first.disconnect()
    let second = token.connection(token.driver(useCases: []))
    try second.connect()
    defer { second.disconnect() }
    let other = KeyStore(store: fixture.store, connections: [second])
    let opened = try other.get(try SecretPath(parsing: "db"))
    #expect(opened.withUnsafeBytes { Array($0) } == Array("text".utf8))
    let more = try SecretPath(parsing: "more")
    #expect(try refusal { _ = try other.put(TestToken.secret("x"), as: more, type: "password") } != nil)
  }
}
