import KeyStoreAPI
import Testing

@Suite("Which default goes before which")
struct StorePrecedenceTests {
  /// The scopes that decide about a password in Payments/Test, the one that goes first standing first.
  static let order: [Scope] = {
    let parent = try! path("Payments")
    let child = try! path("Payments/Test")
    return [
      .policyType(child, "password"), .policy(child), .policyType(parent, "password"), .policy(parent),
      .type("password"), .global,
    ]
  }()

  @Test("Of every combination of defaults, the nearest one decides", arguments: 0..<64)
  func combination(set: Int) throws {
    let fixture = try StoreFixture()
    try fixture.store.addPolicy(path("Payments/Test"))
    let chosen = Self.order.enumerated().filter { set & (1 << $0.offset) != 0 }.map(\.element)
    for scope in chosen.shuffled() { try fixture.setDefault(scope, key(scope.description)) }

    let resolution = try fixture.store.resolve(type: "password", policy: path("Payments/Test"))

    #expect(resolution.source == chosen.first)
    #expect(resolution.key == chosen.first.map { key($0.description) })
    #expect(resolution.chain.map(\.scope) == Self.order)
    #expect(resolution.chain.filter { $0.key != nil }.map(\.scope) == chosen)
  }

  @Test("Defaults of other types and of other policies have no say")
  func strangers() throws {
    let fixture = try StoreFixture()
    for policy in ["Payments/Test/Below", "Payments/Other", "Test"] { try fixture.store.addPolicy(path(policy)) }
    for scope in try [
      Scope.type("generic"), .policy(path("Payments/Test/Below")), .policy(path("Payments/Other")),
      .policyType(path("Payments/Test"), "generic"), .policy(path("Test")),
    ] {
      try fixture.setDefault(scope, key("stranger"))
    }
    let resolution = try fixture.store.resolve(type: "password", policy: path("Payments/Test"))
    #expect(resolution.key == nil)
    #expect(resolution.source == nil)
    #expect(resolution.chain.map(\.scope) == Self.order)
  }

  @Test("At the root only the type and the global default have a say")
  func root() throws {
    let fixture = try StoreFixture()
    try fixture.setDefault(.global, key("g"))
    let resolution = try fixture.store.resolve(type: "password", policy: .root)
    #expect(resolution.chain.map(\.scope) == [.type("password"), .global])
    #expect(resolution.source == .global)
  }

  @Test("A default on the root policy is the global one, or the type's")
  func rootPolicyMeansGlobal() throws {
    let fixture = try StoreFixture()
    try fixture.setDefault(.policy(.root), key("g"))
    try fixture.setDefault(.policyType(.root, "password"), key("p"))
    #expect(try fixture.store.listDefaults().map(\.scope) == [.global, .type("password")])
  }

  @Test("An unknown type or policy is not found")
  func unknown() throws {
    let fixture = try StoreFixture()
    #expect(code { _ = try fixture.store.resolve(type: "passwort", policy: .root) } == .notFound)
    #expect(code { _ = try fixture.store.resolve(type: "password", policy: path("Nowhere")) } == .notFound)
    #expect(code { _ = try fixture.store.state(of: .policy(path("Nowhere"))) } == .notFound)
    #expect(code { try fixture.setDefault(.type("passwort"), key("k")) } == .notFound)
    #expect(try fixture.files == [])
  }
}
