import HSM
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

  /// On a real token: each secret is put, once by its defaults and once with a key named, and opened again. One default
  /// is set or cleared from each combination to the next.
  @Test("Of every combination of defaults the nearest one protects, and a key that is named goes before all")
  func named() throws {
    let place = try SecretPlace(keys: Self.order.map(\.description) + ["named"], default: nil)
    defer { place.connection.disconnect() }
    try place.store.addPolicy(path("Payments/Test"))
    var set = 0
    for step in 0..<64 {
      let combination = step ^ step >> 1
      if let changed = Self.order.indices.first(where: { (set ^ combination) & (1 << $0) != 0 }) {
        let scope = Self.order[changed]
        if combination & (1 << changed) != 0 {
          try place.setDefault(scope, scope.description)
        } else {
          try place.store.clearDefault(scope, ifUnchangedFrom: place.store.state(of: scope))
        }
      }
      set = combination
      let nearest = Self.order.indices.first { set & (1 << $0) != 0 }.map { Self.order[$0].description }
      func label(_ name: String, under named: String? = nil) throws -> String {
        let put = try place.put([UInt8(step)], "Payments/Test/\(name)", under: named, replacing: true)
        #expect(put.named == (named != nil))
        #expect(try place.get("Payments/Test/\(name)") == [UInt8(step)])
        return String(decoding: put.key.label, as: UTF8.self)
      }
      #expect(try label("named", under: "named") == "named")
      if let nearest {
        #expect(try label("effective") == nearest, "\(set)")
      } else {
        #expect(code { _ = try label("effective") } == .refused)
      }
    }
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
