import Cryptoki
import Foundation
import HSM
import KeyStoreAPI
import Model
import SecretMemory
import Settings
import Support
import Synchronization
import Testing
import TokenSupport

@Suite(.oneDriverAtATime) struct ModelTests {
  @Test func `keys are listed and one becomes the default`() throws {
    let token = try TestToken()
    try token.makeKey("kek")
    let desk = try Desk(token.label, module: token.modulePath, pin: TestToken.pin)
    #expect(try desk.ask(.connect(driver: "test")) == .done)
    #expect(try desk.ask(.listKeys(driver: "test")) == .done)
    let key = try #require(desk.keys.first)
    #expect(try desk.ask(.previewDefault(scope: .global, key: key)) == .done)
    #expect(desk.reported.contains { if case .preview(let preview) = $0 { preview.key == key } else { false } })
    #expect(try desk.ask(.setDefaultKey(scope: .global, key: key)) == .done)
    #expect(
      desk.reported.contains { event in
        if case .defaults(let overview) = event { overview.defaults.first?.scope == .global } else { false }
      })
    #expect(try desk.ask(.clearDefault(scope: .global)) == .done)
  }

  @Test func `a typed PIN is taken out of its box once`() throws {
    let token = try TestToken()
    let desk = try Desk(token.label, module: token.modulePath, pin: nil)
    #expect(try desk.ask(.connect(driver: "test")) == .done)
    desk.model.typedPIN.put(TestToken.secret("wrong"))
    guard case .failed(let failure) = try desk.ask(.login(driver: "test", finalTry: false)) else {
      Issue.record("a wrong PIN logged in")
      return
    }
    #expect(failure.cause?.contains("CKR_PIN_INCORRECT") == true)
    #expect(desk.model.typedPIN.isEmpty)
    desk.model.typedPIN.put(TestToken.secret(TestToken.pin))
    #expect(try desk.ask(.login(driver: "test", finalTry: false)) == .done)
    #expect(desk.model.statuses.first?.state == .connected)
  }

  @Test func `a read-only model changes nothing`() throws {
    let token = try TestToken()
    try token.makeKey("kek")
    let desk = try Desk(token.label, module: token.modulePath, pin: TestToken.pin, isReadOnly: true)
    try desk.ask(.connect(driver: "test"))
    try desk.ask(.listKeys(driver: "test"))
    let key = try #require(desk.keys.first)
    guard case .failed(let failure) = try desk.ask(.setDefaultKey(scope: .global, key: key)) else {
      Issue.record("a default was set")
      return
    }
    #expect(failure.message.contains("read-only"))
    #expect(!FileManager.default.fileExists(atPath: desk.folder.url("claviger.db").path))
  }

  @Test func `what waits behind a call that hangs is answered at once`() throws {
    let server = try RemoteToken()
    let desk = try Desk("test", module: server.driver.modulePath, pin: TestToken.pin, extra: "    call-deadline: 1s\n")
    desk.model.start()
    try waitUntil { desk.model.statuses.first?.state == .connected }
    try server.signalWorkers(SIGSTOP)
    desk.model.submit(.listKeys(driver: "test"))
    desk.model.submit(.listSlots(driver: "test"))
    try waitUntil { !desk.outcomes(of: .listSlots(driver: "test")).isEmpty }
    guard case .failed(let failure) = desk.outcomes(of: .listSlots(driver: "test")).last else {
      Issue.record("a stuck driver answered")
      return
    }
    #expect(failure.message.contains("stuck"))
    #expect(desk.outcomes(of: .listKeys(driver: "test")).count == 1)
    try server.signalWorkers(SIGCONT)
    try waitUntil { desk.model.statuses.first?.state == .connected }
    #expect(try desk.ask(.listSlots(driver: "test")) == .done)
    #expect(desk.outcomes(of: .listKeys(driver: "test")).count == 1, "a late outcome was reported a second time")
  }

  @Test func `requests and events survive a round trip as JSON`() throws {
    let token = try TestToken()
    try token.makeKey("kek")
    let desk = try Desk(token.label, module: token.modulePath, pin: TestToken.pin)
    try desk.ask(.connect(driver: "test"))
    try desk.ask(.listKeys(driver: "test"))
    let key = try #require(desk.keys.first)
    try desk.ask(.openKey(key))
    try desk.ask(.listMechanisms(driver: "test"))
    try desk.ask(.setDefaultKey(scope: .type("password"), key: key))
    for event in desk.reported {
      let copy = try JSONDecoder().decode(Event.self, from: JSONEncoder().encode(event))
      if case .status = event { continue }  // Its times are finer than JSON's.
      #expect(copy == event)
    }
  }
}
