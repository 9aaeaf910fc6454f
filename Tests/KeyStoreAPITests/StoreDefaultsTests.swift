import Foundation
import HSM
import KeyStoreAPI
import Testing

@Suite("Setting, clearing and checking defaults")
struct StoreDefaultsTests {
  let fixture: StoreFixture
  var store: Store { fixture.store }

  init() throws { fixture = try StoreFixture() }

  @Test("A default keeps everything its key is remembered by")
  func roundTrip() throws {
    var odd = key("kek")
    odd.label = [0xFF, 0x00, 0x41]
    odd.keyType = UInt.max
    odd.id = []
    try fixture.setDefault(.global, odd)
    let row = try #require(try fixture.other().listDefaults().first)
    #expect(row.key == odd)
    #expect(row.checked.result == .proved)
    #expect(abs(row.setAt.timeIntervalSinceNow) < 60)
  }

  @Test("A scope that was changed in the meantime is left as it is")
  func conflict() throws {
    let asRead = try store.state(of: .global)
    try fixture.setDefault(.global, key("theirs"))

    #expect(code { try store.setDefault(.global, to: key("mine"), ifUnchangedFrom: asRead) } == .conflict)
    #expect(code { try store.clearDefault(.global, ifUnchangedFrom: asRead) } == .conflict)
    #expect(try store.listDefaults().map(\.key) == [key("theirs")])
  }

  @Test("The same key set anew is another state, since its cryptogram is")
  func sameKeyAnew() throws {
    try fixture.setDefault(.global, key("k"))
    let asRead = try store.state(of: .global)
    var anew = key("k")
    anew.cryptogram.iv = Array(repeating: 9, count: 16)
    try fixture.setDefault(.global, anew)
    #expect(code { try store.clearDefault(.global, ifUnchangedFrom: asRead) } == .conflict)
  }

  @Test("What is cleared gives way to the scope above it; clearing nothing is not found")
  func clear() throws {
    try fixture.setDefault(.global, key("g"))
    try fixture.setDefault(.type("password"), key("p"))
    #expect(
      try store.clearDefault(.type("password"), ifUnchangedFrom: store.state(of: .type("password"))).key == key("p"))
    #expect(try store.resolve(type: "password", policy: .root).key == key("g"))
    #expect(code { try store.clearDefault(.type("password"), ifUnchangedFrom: .unset) } == .notFound)
  }

  @Test("A check is kept with its time, and logged only when it tells something new")
  func checks() throws {
    try fixture.setDefault(.global, key("k"))
    let state = try store.state(of: .global)
    let time = Date(timeIntervalSince1970: 1_800_000_000)
    #expect(try store.recordCheck(.global, .missing, at: time, of: state))
    #expect(try store.listDefaults().first?.checked == .init(result: .missing, at: time))
    let entries = try store.listAudit().count
    #expect(try store.recordCheck(.global, .missing, at: time.addingTimeInterval(1), of: state))
    #expect(try store.listAudit().count == entries)
    #expect(try store.listAudit().last?.to == "missing")
  }

  @Test("The check of a key that is no longer the default is dropped")
  func staleCheck() throws {
    try fixture.setDefault(.global, key("old"))
    let state = try store.state(of: .global)
    try fixture.setDefault(.global, key("new"))
    #expect(try !store.recordCheck(.global, .wrongKey, at: Date(), of: state))
    #expect(try store.listDefaults().first?.checked.result == .proved)
  }

  @Test("A renamed key is renamed in defaults and secrets, a namesake is not")
  func rename() throws {
    try store.addPolicy(path("Payments"))
    try fixture.setDefault(.global, key("kek"))
    try fixture.setDefault(.policy(path("Payments")), key("kek", value: 1))
    var elsewhere = key("kek")
    elsewhere.token.serial = "2"
    try fixture.setDefault(.type("generic"), elsewhere)
    try fixture.addSecret("db", type: "password", under: key("kek"))

    let renamed = key("kek")
    let counts = try store.rewriteReferences(
      matching: ReferenceMatch(
        token: renamed.token, label: renamed.label, keyType: renamed.keyType, id: renamed.id,
        fingerprint: renamed.cryptogram.fingerprint),
      newLabel: Array("kek-old".utf8))

    #expect(counts == (1, 1))
    let labels = try store.listDefaults().map { "\($0.scope): \(String(decoding: $0.key.label, as: UTF8.self))" }
    #expect(labels == ["global: kek-old", "type generic: kek", "policy Payments: kek"])
    #expect(try store.listAudit().last?.action == "rename-references")
  }
}
