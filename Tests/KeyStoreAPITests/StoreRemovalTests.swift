import KeyStoreAPI
import Testing

@Suite("Adding and removing types and policies")
struct StoreRemovalTests {
  let fixture: StoreFixture
  var store: Store { fixture.store }

  init() throws { fixture = try StoreFixture() }

  @Test("A new store knows the built-in types")
  func builtIn() throws {
    #expect(try store.listTypes().map(\.name) == SecretType.builtInNames.sorted())
    #expect(try store.listTypes().allSatisfy { $0.builtIn && $0.secrets == 0 })
  }

  @Test("A type is added once, counted, and removed when nothing hangs on it")
  func types() throws {
    try store.addType("api-token")
    #expect(code { try store.addType("api-token") } == .refused)
    try fixture.addSecret("github", type: "api-token", under: key("k"))
    #expect(
      try store.listTypes().first { $0.name == "api-token" }
        == SecretType(name: "api-token", builtIn: false, secrets: 1))

    try fixture.setDefault(.type("api-token"), key("k"))
    let error = #expect(throws: KeyStoreError.self) { try store.removeType("api-token") }
    #expect(error?.exitCode == 6)
    #expect(error?.message == "cannot remove the type api-token: it still has 1 secret, 1 default")

    try fixture.sql("DELETE FROM secret")
    #expect(code { try store.removeType("api-token") } == .refused)
    try store.clearDefault(.type("api-token"), ifUnchangedFrom: store.state(of: .type("api-token")))
    try store.removeType("api-token")
    #expect(try store.listTypes().map(\.name) == SecretType.builtInNames.sorted())
  }

  @Test("A built-in type stays, an unknown one is not found")
  func builtInStays() throws {
    #expect(code { try store.removeType("password") } == .refused)
    #expect(code { try store.removeType("nothing") } == .notFound)
    #expect(try store.listTypes().count == SecretType.builtInNames.count)
  }

  @Test("A policy's missing parents are made with it")
  func parents() throws {
    try store.addPolicy(path("Payments/Test/Deep"))
    try store.addPolicy(path("Payments/Live"))
    #expect(
      try store.listPolicies().map(\.path.description) == [
        "Payments", "Payments/Live", "Payments/Test", "Payments/Test/Deep",
      ])
    #expect(code { try store.addPolicy(path("Payments/Test")) } == .refused)
  }

  @Test("A policy is removed when no child, secret or default hangs on it")
  func policies() throws {
    try store.addPolicy(path("Payments/Test"))
    let parent = #expect(throws: KeyStoreError.self) { try store.removePolicy(path("Payments")) }
    #expect(parent?.message == "cannot remove the policy Payments: it still has 1 policy below it")

    try fixture.addSecret("db", type: "password", policy: "Payments/Test", under: key("k"))
    try fixture.setDefault(.policy(path("Payments/Test")), key("k"))
    try fixture.setDefault(.policyType(path("Payments/Test"), "password"), key("k"))
    #expect(
      try store.listPolicies() == [
        Policy(path: path("Payments"), secrets: 0, defaults: 0),
        Policy(path: path("Payments/Test"), secrets: 1, defaults: 2),
      ])
    let error = #expect(throws: KeyStoreError.self) { try store.removePolicy(path("Payments/Test")) }
    #expect(error?.message == "cannot remove the policy Payments/Test: it still has 1 secret, 2 defaults")
    #expect(error?.exitCode == 6)

    try fixture.sql("DELETE FROM secret; DELETE FROM default_key")
    try store.removePolicy(path("Payments/Test"))
    try store.removePolicy(path("Payments"))
    #expect(try store.listPolicies() == [])
    #expect(code { try store.removePolicy(path("Payments")) } == .notFound)
    #expect(code { try store.removePolicy(.root) } == .refused)
  }
}
