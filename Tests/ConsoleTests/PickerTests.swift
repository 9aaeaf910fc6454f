import Curses
import HSM
import KeyStoreAPI
import Model
import Testing

@testable import Console

struct PickerTests {
  private func open(_ keys: [KeyObject] = Sample.keys, isReadOnly: Bool = false) -> Desk {
    var desk = Desk.ready(keys: keys, isReadOnly: isReadOnly)
    desk.arm()
    desk.press(.character("4"), .enter)
    return desk
  }

  @Test func `keys that may protect stand first, the others dimmed with the reason`() {
    let desk = open([Sample.privateKey, Sample.readable, Sample.unwrapOnly, Sample.payments, Sample.kek])
    let labels = ["kek-2026", "payments-kek", "imported-legacy", "unwrap-only", "root-ca"]
    let rows = labels.map { label in desk.lines.firstIndex { $0.contains(label) } ?? -1 }
    #expect(!rows.contains(-1))
    #expect(rows == rows.sorted())
    #expect(desk.role(of: "payments-kek") == .text)
    #expect(desk.role(of: "unwrap-only") == .muted)
    #expect(desk.line(with: "unwrap-only")?.contains("may not encrypt (CKA_ENCRYPT)") == true)
    #expect(desk.line(with: "imported-legacy")?.contains("readable in clear") == true)
    #expect(desk.line(with: "root-ca")?.contains("not a secret key") == true)
  }

  @Test func `a dimmed key cannot be chosen, and the picker says why`() {
    var desk = open()
    desk.press(.down, .down, .down)
    #expect(desk.shows("cannot be chosen: may not encrypt (CKA_ENCRYPT)"))
    desk.press(.enter)
    #expect(desk.takeRequests() == [])
    #expect(desk.shows("unwrap-only cannot be chosen: may not encrypt (CKA_ENCRYPT)"))
  }

  @Test func `what a narrow row has no room for stands under the list`() {
    var desk = Desk.ready(keys: [Sample.kek, Sample.payments, Sample.readable], width: 80, height: 24)
    desk.press(.character("4"), .enter)
    #expect(desk.shows("id 0001, driver demo, token claviger-demo"))
    desk.press(.end)
    #expect(desk.shows("cannot be chosen: readable in clear (CKA_SENSITIVE false)"))
  }

  @Test func `the filter narrows the picker, and Enter chooses what is left`() {
    var desk = open()
    desk.type("/PAYM")
    #expect(desk.shows("filter: PAYM"))
    #expect(!desk.shows("kek-2026"))
    desk.press(.enter, .enter)
    #expect(desk.takeRequests() == [.previewDefault(scope: .global, key: Sample.payments)])
  }

  @Test func `a key that is not proved leaves the picker open, with the reason`() {
    var desk = open()
    desk.press(.enter)
    let request = Request.previewDefault(scope: .global, key: Sample.kek)
    #expect(desk.takeRequests() == [request])
    #expect(desk.shows("proving"), "the picker says what it waits for")
    desk.fail(request, "kek-2026 did not decrypt what it encrypted", cause: "C_Decrypt returned CKR_OK (0x0)")
    #expect(desk.shows("Choose the default key: global"))
    #expect(desk.shows("kek-2026 did not decrypt what it encrypted"))
    desk.press(.down, .enter)
    #expect(desk.takeRequests() == [.previewDefault(scope: .global, key: Sample.payments)])
  }

  @Test func `a default that cannot be written leaves the picker open, with the reason`() {
    var desk = open()
    desk.press(.enter)
    _ = desk.takeRequests()
    desk.report(.preview(Sample.preview(.global, Sample.kek)))
    desk.succeed(.previewDefault(scope: .global, key: Sample.kek))
    desk.press(.character("y"))
    desk.fail(.setDefaultKey(scope: .global, key: Sample.kek), "the store is locked by another process")
    #expect(desk.shows("Choose the default key: global"))
    #expect(desk.shows("the store is locked by another process"))
  }

  @Test func `without a login no key can be chosen, and the footer says so`() {
    var desk = Desk()
    desk.report(.status(Sample.status("demo", .needsLogin, isLoggedIn: false)))
    desk.report(.keys(driver: "demo", Sample.page([Sample.privateKey], ground: nil)))
    desk.report(.defaults(Sample.overview()))
    desk.press(.character("4"), .enter)
    #expect(desk.state.dialogs.isEmpty)
    #expect(desk.noticeLine.contains("open: log in first"))
  }

  @Test func `keys that are read after it opened appear in it, and the cursor stays where it was`() {
    var desk = Desk.ready(keys: [Sample.kek])
    desk.press(.character("4"), .enter)
    #expect(!desk.shows("payments-kek"))
    desk.report(.keys(driver: "demo", Sample.page([Sample.payments], isFirst: false)))
    #expect(desk.shows("payments-kek"))
    #expect(desk.selectedLines.contains { $0.contains("kek-2026") })
  }

  @Test func `a key that is a default already says of what, so that its namesake is told apart`() {
    let twin = Sample.key("kek-2026", handle: 77)
    var desk = Desk.ready(keys: [Sample.kek, twin], defaults: [Sample.set(.global, Sample.kek)])
    desk.press(.character("4"), .enter)
    let rows = desk.lines.filter { $0.contains("│ kek-2026") }
    #expect(rows.count == 2)
    #expect(rows.filter { $0.contains("★ global") }.count == 1)
    #expect(rows.first { $0.contains("★ global") }?.contains("0001") == true)
  }

  @Test func `two keys of one label are two rows, and the one under the cursor is the one that is meant`() {
    let twin = Sample.key("kek-2026", handle: 77)
    var desk = open([Sample.kek, twin])
    desk.press(.down, .enter)
    #expect(desk.takeRequests() == [.previewDefault(scope: .global, key: twin)])
  }
}
