import Cryptoki
import HSM
import KeyStoreAPI
import Model
import Testing
import TokenSupport

@Suite(.oneDriverAtATime) struct KeyTaskTests {
  @Test func `a key is reviewed, made, tried, renamed while it protects, and destroyed`() throws {
    let token = try TestToken()
    let desk = try Desk(token.label, module: token.modulePath, pin: TestToken.pin)
    try #require(try desk.ask(.connect(driver: "test")) == .done)
    let request = KeyRequest(.aes(bits: 256), label: "kek")
    try #require(try desk.ask(.key(.review(driver: "test", request))) == .done)
    let review = try #require(
      desk.reported.lazy.compactMap { if case .key(.review(let review)) = $0 { review } else { nil } }.first)
    #expect(review.warnings == [.noEndDate])
    try #require(try desk.ask(.key(.generate(review))) == .done)
    try #require(try desk.ask(.listKeys(driver: "test")) == .done)
    let key = try #require(desk.keys.first)
    #expect(key.labelText == "kek")

    try #require(try desk.ask(.key(.test(key))) == .done)
    #expect(desk.reported.contains { if case .key(.test(let test)) = $0 { test.hasPassed } else { false } })

    try #require(try desk.ask(.setDefaultKey(scope: .global, key: key)) == .done)
    try #require(try desk.ask(.key(.rename(key, label: "vault"))) == .done)
    #expect(
      desk.reported.contains {
        if case .key(.renamed(_, defaults: 1, secrets: 0)) = $0 { true } else { false }
      })
    try #require(try desk.ask(.listKeys(driver: "test")) == .done)
    let renamed = try #require(desk.keys.first)
    #expect(renamed.labelText == "vault")
    try #require(try desk.ask(.checkDefaults) == .done)
    #expect(try desk.model.installation.keyStore.store.listDefaults().map(\.checked.result) == [.proved])

    guard case .failed(let refusal) = try desk.ask(.key(.setAttributes(renamed, [.CKA_ENCRYPT: false]))) else {
      Issue.record("a key that protects lost CKA_ENCRYPT")
      return
    }
    #expect(refusal.message.contains("CKA_ENCRYPT"))
    #expect(try desk.ask(.key(.delete(renamed, evenIfUsed: false))) != .done)
    try desk.ask(.key(.weigh(renamed)))
    #expect(
      desk.reported.contains {
        if case .key(.burden(_, "is the default of global")) = $0 { true } else { false }
      })
    #expect(try desk.ask(.key(.delete(renamed, evenIfUsed: true))) == .done)
    try #require(try desk.ask(.listKeys(driver: "test")) == .done)
    #expect(desk.keys.isEmpty)
    let log = try desk.model.installation.keyStore.store.listEvents()
    #expect(
      log.map(\.action).filter { $0.hasSuffix("-key") || $0 == "rename-references" } == [
        "generate-key", "rename-key", "rename-references", "delete-key",
      ])
    #expect(log.allSatisfy { $0.result == "done" })
  }

  @Test func `read-only makes, changes and destroys nothing`() throws {
    let token = try TestToken()
    try token.makeKey("kek")
    let desk = try Desk(token.label, module: token.modulePath, pin: TestToken.pin, isReadOnly: true)
    try #require(try desk.ask(.connect(driver: "test")) == .done)
    try #require(try desk.ask(.listKeys(driver: "test")) == .done)
    let key = try #require(desk.keys.first)
    for task: KeyTask in [
      .delete(key, evenIfUsed: true), .rename(key, label: "other"), .setAttributes(key, [.CKA_DERIVE: false]),
    ] {
      #expect(try desk.ask(.key(task)) != .done)
    }
    try #require(try desk.ask(.listKeys(driver: "test")) == .done)
    #expect(desk.keys.map(\.attributes) == [key.attributes])
  }
}
