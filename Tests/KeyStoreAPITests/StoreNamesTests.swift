import Foundation
import KeyStoreAPI
import Testing

@Suite("Names of types, policies and secrets")
struct StoreNamesTests {
  @Test(
    "Letters, digits, space and . _ - make a name",
    arguments: ["a", "kek-2026", "My Policy", "v1.2_b", "Größe", "9", "...", String(repeating: "x", count: 64)])
  func allowed(name: String) throws {
    #expect(try Name.checked(name, "type") == name)
  }

  @Test(
    "Everything else is refused as wrong usage",
    arguments: [
      "", " a", "a ", ".", "..", "a/b", "a:b", "a\nb", "a\u{1B}[31m", "a\u{200B}b", "\u{3164}", "½", "🔑", "q\u{303}",
      String(repeating: "x", count: 65),
    ])
  func refused(name: String) {
    let error = #expect(throws: KeyStoreError.self) { try Name.checked(name, "type") }
    #expect(error?.code == .invalidName)
    #expect(error?.exitCode == 2)
    #expect(error?.message.contains { $0.isNewline || $0 == "\u{1B}" } == false)
  }

  @Test("Two ways to type one letter make one name")
  func composed() throws {
    #expect(try Array(Name.checked("Gro\u{308}ße", "type").utf8) == Array("Größe".utf8))
  }

  @Test("A path has up to 16 levels, none of them empty")
  func paths() throws {
    #expect(try path("Payments/Test").components == ["Payments", "Test"])
    #expect(try path("") == .root)
    #expect(try path(Array(repeating: "a", count: 16).joined(separator: "/")).components.count == 16)
    for text in ["/", "/a", "a/", "a//b", "a/../b", Array(repeating: "a", count: 17).joined(separator: "/")] {
      #expect(code { _ = try path(text) } == .invalidName, "\(text)")
    }
  }

  @Test("Case is kept and tells names apart")
  func letterCase() throws {
    let fixture = try StoreFixture()
    try fixture.store.addPolicy(path("Payments"))
    try fixture.store.addPolicy(path("payments"))
    #expect(try fixture.store.listPolicies().map(\.path.description) == ["Payments", "payments"])
  }

  @Test("A scope is written with all its fields, and read back")
  func scopesAsJSON() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let expected: [(Scope, String)] = [
      (.global, #"{"kind":"global","policy":null,"type":null}"#),
      (.type("password"), #"{"kind":"type","policy":null,"type":"password"}"#),
      (.policy(try path("A/B")), #"{"kind":"policy","policy":"A/B","type":null}"#),
      (.policyType(try path("A"), "password"), #"{"kind":"policyType","policy":"A","type":"password"}"#),
    ]
    for (scope, text) in expected {
      #expect(String(decoding: try encoder.encode(scope), as: UTF8.self) == text)
      #expect(try JSONDecoder().decode(Scope.self, from: Data(text.utf8)) == scope)
    }
    #expect(throws: (any Error).self) {
      try JSONDecoder().decode(Scope.self, from: Data(#"{"kind":"global","policy":"A","type":null}"#.utf8))
    }
  }

  @Test("No two scopes share a storage key")
  func storageKeys() throws {
    let scopes: [Scope] = [
      .global, .type("global"), .type("policy"), .policy(try path("type/password")), .policy(try path("global")),
      .policyType(try path("A/B"), "C"), .policyType(try path("B"), "A"), .policy(try path("C/A/B")),
    ]
    #expect(Set(scopes.map(\.storageKey)).count == scopes.count)
  }
}
