import HSM
import KeyStoreAPI
import Testing

@Suite("What a change of default would move")
struct StoreMovesTests {
  let fixture: StoreFixture
  var store: Store { fixture.store }
  let old = key("old")
  let new = key("new")

  /// Payments and Payments/Test hold two passwords each and one generic secret; HR holds one password.
  init() throws {
    fixture = try StoreFixture()
    for policy in ["Payments/Test", "HR"] { try store.addPolicy(path(policy)) }
    for policy in ["Payments", "Payments/Test"] {
      try fixture.addSecrets(["a", "b"], type: "password", policy: policy, under: old)
      try fixture.addSecret("c", type: "generic", policy: policy, under: old)
    }
    try fixture.addSecret("a", type: "password", policy: "HR", under: old)
    try fixture.setDefault(.global, old)
  }

  private func move(_ secrets: Int, from: KeyReference?, to: KeyReference?, onOldKey: Int) -> DefaultMoves.Move {
    DefaultMoves.Move(from: from, to: to, secrets: secrets, secretsOnOldKey: onOldKey)
  }

  @Test("A new global default moves everything that has no nearer one")
  func global() throws {
    let everything = try store.moves(set: .global, to: new)
    #expect(everything == DefaultMoves(moves: [move(7, from: old, to: new, onOldKey: 7)], types: 6, policies: 3))

    try fixture.setDefault(.policy(path("Payments/Test")), key("test"))
    try fixture.setDefault(.type("generic"), key("generic"))
    let rest = try store.moves(set: .global, to: new)
    #expect(rest == DefaultMoves(moves: [move(3, from: old, to: new, onOldKey: 7)], types: 5, policies: 2))
  }

  @Test("A default on a policy moves what is in it and below, from whatever was inherited")
  func policy() throws {
    try fixture.setDefault(.type("generic"), key("generic"))
    let moves = try store.moves(set: .policy(path("Payments")), to: new)
    #expect(
      moves.moves == [
        move(4, from: old, to: new, onOldKey: 7), move(2, from: key("generic"), to: new, onOldKey: 0),
      ])
    #expect(moves.types == 6)
    #expect(moves.policies == 2)
  }

  @Test("A default for a type in a policy moves only that type, and is stopped below by a policy's own default")
  func policyType() throws {
    let scope = Scope.policyType(try path("Payments"), "password")
    #expect(try store.moves(set: scope, to: new).secrets == 4)
    try fixture.setDefault(.policy(path("Payments/Test")), key("test"))
    #expect(
      try store.moves(set: scope, to: new)
        == DefaultMoves(moves: [move(2, from: old, to: new, onOldKey: 7)], types: 1, policies: 1))
  }

  @Test("Clearing moves back to what is above, and at last to no key at all")
  func clearing() throws {
    try fixture.setDefault(.type("password"), new)
    #expect(try store.moves(set: .type("password"), to: nil).moves == [move(5, from: new, to: old, onOldKey: 0)])
    let bare = try store.moves(set: .global, to: nil)
    #expect(bare.moves == [move(2, from: old, to: nil, onOldKey: 7)])
  }

  @Test("Nothing moves where the scope does not decide, or the key is the same, or a copy of it")
  func nothing() throws {
    let none = DefaultMoves(moves: [], types: 0, policies: 0)
    var copy = old
    copy.token.serial = "2"
    #expect(try store.moves(set: .global, to: copy) == none)
    #expect(try store.moves(set: .policy(path("HR")), to: nil) == none)
    try fixture.setDefault(.policyType(path("HR"), "password"), key("hr"))
    #expect(try store.moves(set: .policyType(path("HR"), "password"), to: key("hr")) == none)
    #expect(try store.moves(set: .policy(path("HR")), to: new).secrets == 0)
  }

  @Test("A secret with a key of its own stays")
  func named() throws {
    try fixture.addSecret("own", type: "password", policy: "HR", under: key("own"), named: true)
    #expect(try store.moves(set: .policy(path("HR")), to: new).secrets == 1)
  }

  @Test("Foreseeing changes nothing, and agrees with what then happens")
  func agrees() throws {
    let before = try store.listAudit().count
    let scope = Scope.policy(try path("Payments"))
    _ = try store.moves(set: scope, to: new)
    #expect(try store.listAudit().count == before)
    #expect(try store.state(of: scope) == .unset)
    try fixture.setDefault(scope, new)
    for policy in ["Payments", "Payments/Test"] {
      #expect(try store.resolve(type: "password", policy: path(policy)).key == new)
    }
    #expect(try store.resolve(type: "password", policy: path("HR")).key == old)
  }
}
