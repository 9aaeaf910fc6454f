import Curses
import HSM
import KeyStoreAPI
import Model
import Testing

@testable import Console

/// From the Defaults screen to a proved default, by keystrokes alone.
struct ChoosingDefaultsTests {
  /// Rows of the Defaults screen, by how often `j` is pressed to reach them.
  static let scopes: [(Int, Scope)] = [
    (0, .global), (2, .type("password")), (3, .policy(Sample.policy("Payments"))),
    (4, .policy(Sample.policy("Payments/Test"))),
  ]

  @Test(arguments: scopes)
  func `a key is chosen for the scope under the cursor, armed, previewed and confirmed`(
    row: Int, scope: Scope
  ) throws {
    var desk = Desk.ready()
    desk.press(.character("4"))
    for _ in 0..<row { desk.press(.character("j")) }
    desk.press(.enter)
    #expect(desk.shows("Choose the default key: \(scope)"))
    desk.press(.down, .enter)
    #expect(desk.shows("Type the driver's name, demo"))
    #expect(desk.takeRequests() == [], "nothing is asked of the token before the console is armed")
    desk.type("demo")
    desk.press(.enter)
    #expect(desk.header.contains("ARMED 10:00"))
    #expect(desk.takeRequests() == [.previewDefault(scope: scope, key: Sample.payments)])

    desk.report(.preview(Sample.preview(scope, Sample.payments)))
    #expect(desk.shows("becomes the default of \(scope)"))
    #expect(desk.shows("12 secrets in 2 types and 3 policies get another key"))
    #expect(desk.shows("12 secrets would move from payments-kek to payments-kek;"))
    #expect(desk.shows("7 are under payments-kek now, and stay there until re-protection"))
    #expect(desk.takeRequests() == [])
    desk.press(.character("y"))
    #expect(desk.takeRequests() == [.setDefaultKey(scope: scope, key: Sample.payments)])
    desk.press(.character("y"))
    #expect(desk.takeRequests() == [], "a second y does nothing")

    desk.report(.defaults(Sample.overview([Sample.set(scope, Sample.payments)])))
    desk.succeed(.previewDefault(scope: scope, key: Sample.payments))
    desk.succeed(.setDefaultKey(scope: scope, key: Sample.payments))
    #expect(desk.noticeLine.contains("payments-kek protects \(scope) from now on"))
    #expect(desk.selectedLines.count == 1)
    #expect(try #require(desk.selectedLines.first).contains("payments-kek"))
    #expect(try #require(desk.selectedLines.first).contains("set here"))
  }

  @Test func `a policy's override for one type is chosen through the type`() {
    let scope = Scope.policyType(Sample.policy("Payments"), "password")
    var desk = Desk.ready()
    desk.press(.character("4"))
    desk.type("jjjt")
    #expect(desk.shows("Type the driver's name"))
    desk.type("demo")
    desk.press(.enter)
    #expect(desk.shows("In policy Payments, for which type?"))
    desk.press(.down, .enter)
    #expect(desk.shows("Choose the default key: policy Payments, type password"))
    desk.press(.enter)
    #expect(desk.takeRequests() == [.previewDefault(scope: scope, key: Sample.kek)])
    desk.report(.preview(Sample.preview(scope, Sample.kek)))
    desk.press(.character("y"))
    #expect(desk.takeRequests() == [.setDefaultKey(scope: scope, key: Sample.kek)])
    desk.report(.defaults(Sample.overview([Sample.set(scope, Sample.kek)])))
    desk.succeed(.setDefaultKey(scope: scope, key: Sample.kek))
    #expect(desk.state.dialogs.isEmpty)
    #expect(desk.line(with: "  type password")?.contains("kek-2026") == true)
  }

  @Test func `a key becomes a default from the list of keys`() {
    var desk = Desk.ready()
    desk.press(.character("3"))
    while desk.selectedLines.first?.contains("payments-kek") != true, desk.state.cursor.index < 4 {
      desk.press(.down)
    }
    desk.press(.character("d"))
    desk.type("demo")
    desk.press(.enter)
    #expect(desk.shows("payments-kek becomes the default of …"))
    desk.press(.down, .enter)
    #expect(desk.takeRequests() == [.previewDefault(scope: .type("private-key"), key: Sample.payments)])
  }

  @Test func `clearing shows what moves, and waits for y`() {
    var desk = Desk.ready(defaults: [Sample.set(.global, Sample.kek)])
    desk.press(.character("4"))
    desk.arm()
    desk.press(.character("c"))
    #expect(desk.takeRequests() == [.previewDefault(scope: .global, key: nil)])
    desk.report(.preview(Sample.preview(.global, nil)))
    #expect(desk.shows("The default of global is cleared."))
    #expect(desk.shows("NO KEY: nothing can be protected"))
    desk.press(.character("y"))
    #expect(desk.takeRequests() == [.clearDefault(scope: .global)])
    desk.report(.defaults(Sample.overview()))
    desk.succeed(.clearDefault(scope: .global))
    #expect(desk.noticeLine.contains("default of global cleared"))
  }

  @Test func `a default without the store's seal says so, and is confirmed by a person`() {
    var desk = Desk.ready(defaults: [Sample.set(.global, Sample.kek, seal: .unconfirmed)])
    desk.press(.character("4"))
    #expect(desk.shows("✗ not confirmed"))
    desk.arm()
    desk.press(.character("C"))
    #expect(desk.shows("The default of global does not bear the store's seal."))
    desk.press(.character("n"))
    #expect(desk.takeRequests() == [] && desk.noticeLine.contains("nothing was changed"))
    desk.press(.character("C"), .character("y"))
    #expect(desk.takeRequests() == [.confirmDefault(scope: .global)])
    desk.report(.defaults(Sample.overview([Sample.set(.global, Sample.kek, seal: .sealed)])))
    desk.succeed(.confirmDefault(scope: .global))
    #expect(desk.noticeLine.contains("is confirmed") && !desk.shows("not confirmed"))
    desk.press(.character("C"))
    #expect(desk.noticeLine.contains("confirm-default: it bears the store's seal"))
  }

  @Test func `what is not set cannot be cleared, and the notice says so`() {
    var desk = Desk.ready()
    desk.press(.character("4"))
    desk.arm()
    desk.press(.character("c"))
    #expect(desk.noticeLine.contains("clear-default: no default is set on global"))
    #expect(desk.takeRequests() == [])
  }

  @Test(arguments: [Keystroke.character("n"), .escape, .character("q")])
  func `n leaves everything as it is`(keystroke: Keystroke) {
    var desk = Desk.ready(defaults: [Sample.set(.global, Sample.kek)])
    desk.press(.character("4"))
    desk.arm()
    desk.press(.character("c"))
    _ = desk.takeRequests()
    desk.report(.preview(Sample.preview(.global, nil)))
    desk.press(keystroke)
    #expect(desk.takeRequests() == [])
    #expect(desk.takeOthers() == [])
    #expect(desk.noticeLine.contains("nothing was changed"))
  }

  @Test func `a preview that comes after the person left opens nothing`() {
    var desk = Desk.ready()
    desk.arm()
    desk.press(.character("4"), .enter, .enter)
    #expect(desk.takeRequests() == [.previewDefault(scope: .global, key: Sample.kek)])
    desk.press(.escape, .character("3"))
    desk.report(.preview(Sample.preview(.global, Sample.kek)))
    desk.press(.character("y"))
    #expect(desk.takeRequests() == [], "y copies here; it must not confirm what is no longer wanted")
    #expect(desk.takeOthers() == [.copy(Sample.readable.uri)])
  }

  @Test func `explain tells every scope that has a say, nearest first`() throws {
    let test = Sample.policy("Payments/Test")
    var desk = Desk.ready(defaults: [
      Sample.set(.global, Sample.kek), Sample.set(.policy(Sample.policy("Payments")), Sample.payments),
    ])
    desk.press(.character("4"))
    desk.type("jjjje")
    #expect(desk.shows("Where the key of policy Payments/Test comes from"))
    #expect(desk.shows("type password in Payments/Test: payments-kek"))
    let rows = desk.lines.map { $0.trimmingSuffix(while: { $0 == " " || $0 == "│" }) }
    let order = Scope.chain(type: "password", policy: test).map { scope in
      rows.lastIndex { $0.contains(" \(scope): ") }
    }
    #expect(order.allSatisfy { $0 != nil })
    #expect(order.compactMap { $0 } == order.compactMap { $0 }.sorted())
    #expect(desk.shows("→ policy Payments: payments-kek"))
    #expect(desk.shows("global: kek-2026"))
    desk.press(.escape)
    #expect(desk.state.dialogs.isEmpty)
  }

  @Test func `where no key is found, explain says that nothing protects`() {
    var desk = Desk.ready()
    desk.press(.character("4"))
    desk.type("e")
    #expect(desk.shows("type password: NO KEY"))
    #expect(desk.role(of: "type password: NO KEY") == .bad)
  }

  @Test func `verify tries every default, and says what came of it`() {
    var desk = Desk.ready(defaults: [Sample.set(.global, Sample.kek, .notChecked)])
    desk.press(.character("4"), .character("v"))
    #expect(desk.takeRequests() == [.checkDefaults])
    desk.report(.defaults(Sample.overview([Sample.set(.global, Sample.kek, .wrongKey)])))
    desk.succeed(.checkDefaults)
    #expect(desk.noticeLine.contains("1 of 1 defaults failed: global: another key"))
    #expect(desk.role(of: "another key") == .selection || desk.role(of: "another key") == .bad)
  }
}

extension String {
  fileprivate func trimmingSuffix(while isEnd: (Character) -> Bool) -> String {
    var text = self
    while let last = text.last, isEnd(last) { text.removeLast() }
    return text
  }
}
