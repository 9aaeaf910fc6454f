import Curses
import Foundation
import HSM
import KeyStoreAPI
import Model
import Testing

@testable import Console

@Suite struct SecretsScreenTests {
  private func secrets(_ names: [String], key: String = "kek-2024") throws -> [Secret] {
    try names.map { name in
      let path = try SecretPath(parsing: name)
      return Secret(
        id: Array(name.utf8), path: path, type: "password",
        key: KeyIdentity(
          token: TokenIdentity(label: "demo", serial: "1", manufacturer: "m", model: "m"), label: Array(key.utf8),
          keyType: 31, id: [1], fingerprint: [1]),
        named: false, revision: 1, createdAt: Date(timeIntervalSince1970: 0),
        protectedAt: Date(timeIntervalSince1970: 0), size: 12)
    }
  }

  private func desk(_ names: [String] = ["a", "Payments/database"], isReadOnly: Bool = false) throws -> Desk {
    var desk = Desk.ready(isReadOnly: isReadOnly)
    desk.type("5")
    let rows = try secrets(names)
    for request in desk.takeRequests() {
      if case .secret(.list(let filter, let after, _)) = request {
        desk.report(.secrets(.page(filter, after: after, rows, total: rows.count)))
        desk.succeed(request)
      }
    }
    return desk
  }

  @Test func `secrets stand with type, key and token, and never with what they hold`() throws {
    let desk = try desk()
    let line = try #require(desk.line(with: "database"))
    #expect(line.contains("Payments") && line.contains("kek-2024"))
    #expect(desk.shows("Secret (2)"))
  }

  @Test func `a filter narrows by type, policy, key and name`() throws {
    var desk = try desk()
    desk.type("/type:password policy:Payments key:kek db")
    let requests = desk.takeRequests()
    guard case .secret(.list(let filter, nil, _)) = requests.last else {
      Issue.record("no list was asked for: \(requests)")
      return
    }
    #expect(filter.type == "password" && filter.text == "db" && filter.keyLabel == Array("kek".utf8))
    #expect(filter.policy?.description == "Payments")
    // An answer to an older filter is none.
    desk.report(.secrets(.page(SecretFilter(), after: nil, [], total: 0)))
    #expect(desk.shows("database"))
  }

  @Test func `a secret is shown only to who types its name, and only as a frame`() throws {
    var desk = try desk()
    desk.type("v")
    desk.type("demo")
    desk.press(.enter)
    #expect(desk.shows("Type a and press Enter"))
    desk.type("b")
    desk.press(.enter)
    #expect(desk.shows("that is not what has to be typed"))
    _ = desk.takeRequests()
    desk.press(.backspace)
    desk.type("a")
    desk.press(.enter)
    let request = try #require(desk.takeRequests().first)
    guard case .secret(.reveal(let secret)) = request else {
      Issue.record("\(request)")
      return
    }
    #expect(secret.path.description == "a")
    desk.succeed(request)
    #expect(desk.state.revealPlace != nil)
    desk.wait(seconds: 31)
    #expect(desk.state.revealPlace == nil)
    #expect(desk.takeOthers().contains(.forgetRevealed))
  }

  @Test func `re-protection says what would move, shows how far it is, and can be stopped`() throws {
    var desk = try desk()
    desk.type("pdemo")
    desk.press(.enter)
    let old = try secrets(["a"])[0].key
    let new = try secrets(["a"], key: "kek-2026")[0].key
    desk.report(
      .secrets(
        .plan(Reprotection.Plan(moves: [.init(from: old, to: new, secrets: 214)], named: 0, withoutKey: 0))))
    #expect(desk.shows("214 secrets would move from kek-2024 to kek-2026"))
    desk.type("y")
    #expect(desk.takeRequests().contains(.secret(.reprotect)))
    desk.report(.secrets(.progress(Reprotection.Progress(done: 100, failed: 0, total: 214))))
    #expect(desk.shows("re-protecting: 100 of 214"))
    desk.type("p")
    #expect(desk.takeOthers().contains(.stopReprotection))
  }

  @Test func `read-only, nothing of a secret is changed or shown`() throws {
    var desk = try desk(isReadOnly: true)
    for key in "nmxvp" {
      desk.type(String(key))
      #expect(desk.noticeLine.contains("READ ONLY"), "\(key)")
    }
    #expect(desk.takeRequests().isEmpty)
  }
}
