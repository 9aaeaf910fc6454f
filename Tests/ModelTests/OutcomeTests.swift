import Cryptoki
import Foundation
import HSM
import KeyStoreAPI
import Model
import SecretMemory
import Support
import Testing
import TokenSupport

@Suite(.oneDriverAtATime) struct OutcomeTests {
  @Test func `every request has exactly one outcome`() throws {
    let token = try TestToken()
    try token.makeKey("kek")
    let desk = try Desk(token.label, module: token.modulePath, pin: TestToken.pin)
    try desk.ask(.connect(driver: "test"))
    try desk.ask(.listKeys(driver: "test"))
    let key = try #require(desk.keys.first)
    let policy = try PolicyPath(parsing: "issuing/tls")
    let requests: [Request] = [
      .retry(driver: "test"), .listSlots(driver: "test"), .listMechanisms(driver: "test"), .listKeys(driver: "nobody"),
      .openKey(key), .loadDefaults, .previewDefault(scope: .global, key: nil),
      .previewDefault(scope: .policy(policy), key: key), .setDefaultKey(scope: .global, key: key),
      .clearDefault(scope: .type("no-such-type")), .checkDefaults, .login(driver: "test", finalTry: false),
      .loginAtPINPad(driver: "test"), .logout(driver: "test"), .disconnect(driver: "test"),
    ]
    for request in requests { desk.model.submit(request) }
    try waitUntil { requests.allSatisfy { !desk.outcomes(of: $0).isEmpty } }
    for request in requests { #expect(desk.outcomes(of: request).count == 1, "\(request)") }
    #expect(desk.outcomes(of: .retry(driver: "test")) == [.done])
    #expect(desk.outcomes(of: .listKeys(driver: "nobody")) != [.done])
    for request in requests {
      let copy = try JSONDecoder().decode(Request.self, from: JSONEncoder().encode(request))
      #expect(copy == request)
    }
  }

  @Test func `a login for which nothing was typed is no success`() throws {
    let token = try TestToken()
    let desk = try Desk(token.label, module: token.modulePath, pin: nil)
    try desk.ask(.connect(driver: "test"))
    guard case .failed(let failure) = try desk.ask(.login(driver: "test", finalTry: false)) else {
      Issue.record("a login without a PIN was done")
      return
    }
    #expect(failure.message == "no PIN was given")
    #expect(desk.model.statuses.first?.state == .needsLogin)
  }

  @Test func `a PIN that was typed for a stuck driver is wiped with the request`() throws {
    let server = try RemoteToken()
    let desk = try Desk("test", module: server.driver.modulePath, pin: nil, extra: "    call-deadline: 1s\n")
    desk.model.start()
    try waitUntil { desk.model.statuses.first?.state == .needsLogin }
    try server.signalWorkers(SIGSTOP)
    desk.model.submit(.listKeys(driver: "test"))
    try waitUntil { desk.model.installation.connections.first?.oldestCallSeconds != nil }
    desk.model.typedPIN.put(TestToken.secret(TestToken.pin))
    let login = Request.login(driver: "test", finalTry: false)
    desk.model.submit(login)
    try waitUntil { !desk.outcomes(of: login).isEmpty }
    #expect(desk.outcomes(of: login) != [.done])
    #expect(desk.model.typedPIN.isEmpty)
    try server.signalWorkers(SIGCONT)
    try waitUntil { desk.model.statuses.first?.state == .needsLogin }
  }

  @Test func `a listing that is begun anew after a loss shows no key twice`() throws {
    let server = try RemoteToken()
    try server.withSession { session in
      for number in 0..<150 {
        _ = try session.generateKey(Mechanism(.CKM_AES_KEY_GEN), TestToken.template("key", id: [UInt8(number)]))
      }
    }
    let broken = Recorder<Void>()
    let desk = try Desk("test", module: server.driver.modulePath, pin: TestToken.pin) { event in
      guard case .keys = event, broken.elements.isEmpty else { return }
      broken.add(())
      #expect(throws: Never.self) { try server.signalWorkers(SIGKILL) }
    }
    #expect(try desk.ask(.connect(driver: "test")) == .done)
    #expect(try desk.ask(.listKeys(driver: "test")) == .done)
    #expect(broken.elements.count == 1)
    #expect(desk.keys.count == 150)
    #expect(Set(desk.keys.map(\.id)).count == 150)
    #expect(desk.model.statuses.first?.generation == 2)
  }
}
