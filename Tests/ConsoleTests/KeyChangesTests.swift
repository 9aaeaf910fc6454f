import Cryptoki
import Curses
import HSM
import KeyStoreAPI
import Model
import Testing

@testable import Console

struct KeyChangesTests {
  private func onKeys(
    _ defaults: [DefaultKey] = [], isReadOnly: Bool = false, width: Int = 100, height: Int = 30
  ) -> Desk {
    var desk = Desk.ready(defaults: defaults, isReadOnly: isReadOnly, width: width, height: height)
    desk.press(.character("3"))
    return desk
  }

  /// The form of a new key, filled in so far that it can be reviewed.
  private func reviewed(_ desk: inout Desk) throws -> TemplateReview {
    desk.type("ndemo")
    desk.press(.enter, .down)
    desk.type("fresh kek")
    desk.press(.enter)
    guard case .key(.review("demo", let request)) = try #require(desk.takeRequests().last) else { throw Missing() }
    #expect(request.label == "fresh kek")
    #expect(request.kind == .aes(bits: 256))
    #expect(request.uses == [.protect])
    return Sample.review(try KeyTemplate(request))
  }

  @Test func `a key is made after it was armed, filled in, reviewed and confirmed`() throws {
    var desk = onKeys()
    let review = try reviewed(&desk)
    desk.report(.key(.review(review)))
    #expect(desk.shows("fresh kek"))
    #expect(desk.shows("CKA_SENSITIVE           true"))
    #expect(desk.shows("! has no end date"))
    desk.press(.character("y"))
    #expect(desk.takeRequests() == [.key(.generate(review))])
    desk.report(.key(.generated(Sample.generated)))
    desk.succeed(.key(.generate(review)))
    #expect(desk.state.dialogs.isEmpty)
    #expect(desk.noticeLine.contains("was made"))
    #expect(desk.takeRequests() == [.listKeys(driver: "demo")])
  }

  @Test func `what the token refuses stands in the form, and nothing typed is lost`() throws {
    var desk = onKeys()
    let review = try reviewed(&desk)
    desk.report(.key(.review(review)))
    desk.press(.character("y"))
    desk.fail(.key(.generate(review)), "the token is full")
    #expect(desk.shows("the token is full"))
    #expect(desk.shows("fresh kek"))
    desk.press(.enter)
    #expect(desk.takeRequests().count == 2)
  }

  @Test func `the form says what is no id and no day`() {
    var desk = onKeys()
    desk.type("ndemo")
    desk.press(.enter, .down, .down)
    desk.type("xyz")
    desk.press(.enter)
    #expect(desk.shows("the id is not hexadecimal: xyz"))
    desk.press(.control("u"))
    for _ in 0..<6 { desk.press(.down) }
    desk.type("soon")
    desk.press(.enter)
    #expect(desk.shows("is no day such as 2026-12-31: soon"))
    #expect(desk.takeRequests().isEmpty)
  }

  @Test func `the uses follow the type of key`() {
    var desk = onKeys()
    desk.type("ndemo")
    desk.press(.enter)
    #expect(desk.shows("[x] protect"))
    desk.press(.left, .left)
    #expect(desk.shows("ed25519"))
    #expect(desk.shows("[x] sign and verify"))
    #expect(!desk.shows("wrap and unwrap"))
  }

  @Test func `a review that comes after the form was left opens nothing`() throws {
    var desk = onKeys()
    let review = try reviewed(&desk)
    desk.press(.escape)
    desk.report(.key(.review(review)))
    #expect(desk.state.dialogs.isEmpty)
  }

  @Test func `a key is destroyed after its label was typed, and what hangs on it was told`() {
    var desk = onKeys()
    desk.type("xdemo")
    desk.press(.enter)
    let key = desk.state.selectedKey
    guard let key else { return }
    #expect(desk.takeRequests() == [.key(.weigh(key))])
    desk.press(.enter)
    #expect(desk.takeRequests().isEmpty)
    desk.report(.key(.burden(key, "is the default of global, and protects 12 secrets")))
    #expect(desk.shows("It is the default of global, and protects 12 secrets"))
    desk.type("something else")
    desk.press(.enter)
    #expect(desk.takeRequests().isEmpty)
    #expect(desk.shows("That is not what has to be typed"))
    desk.type(key.labelText)
    desk.press(.enter)
    #expect(desk.takeRequests() == [.key(.delete(key, evenIfUsed: true))])
    desk.succeed(.key(.delete(key, evenIfUsed: true)))
    #expect(desk.state.dialogs.isEmpty)
    #expect(desk.noticeLine.contains("was destroyed"))
  }

  @Test func `nothing is destroyed once arming has ended`() {
    var desk = onKeys()
    desk.type("xdemo")
    desk.press(.enter)
    guard let key = desk.state.selectedKey else { return }
    desk.report(.key(.burden(key, nil)))
    _ = desk.takeRequests()
    desk.wait(seconds: 601)
    _ = desk.takeRequests()
    desk.type(key.labelText)
    desk.press(.enter)
    #expect(desk.takeRequests().isEmpty)
    #expect(desk.noticeLine.contains("no longer armed"))
  }

  @Test func `a key is renamed, and its attributes are changed, by words that are read here`() {
    var desk = onKeys()
    desk.arm()
    desk.press(.character("R"))
    guard let key = desk.state.selectedKey else { return }
    desk.press(.enter)
    #expect(desk.shows("that is its label already"))
    desk.type("-2")
    desk.press(.enter)
    #expect(desk.takeRequests().last == .key(.rename(key, label: key.labelText + "-2")))
    desk.fail(.key(.rename(key, label: key.labelText + "-2")), "the token refuses")
    #expect(desk.shows("the token refuses"))
    desk.press(.escape, .character("e"))
    desk.type("LOCAL=true")
    desk.press(.enter)
    #expect(desk.shows("CKA_LOCAL cannot be set"))
    desk.press(.control("u"))
    desk.type("CKA_DERIVE=false")
    desk.press(.enter)
    #expect(desk.takeRequests().last == .key(.setAttributes(key, [.CKA_DERIVE: false])))
  }

  @Test func `marked keys are tried and copied together`() {
    var desk = onKeys()
    desk.press(.character(" "), .character(" "))
    #expect(desk.lines.filter { $0.contains("● ") }.count == 2)
    let marked = desk.state.chosenKeys
    desk.press(.character("t"))
    #expect(desk.takeRequests() == marked.map { .key(.test($0)) })
    desk.fail(.key(.test(marked[0])), "it may not")
    desk.report(.key(.test(Sample.test(marked[1]))))
    #expect(desk.shows("not tried: it may not"))
    #expect(desk.shows("✓ passed: encrypt, decrypt, compare, by CKM_AES_CBC_PAD"))
    desk.press(.escape, .character("y"))
    #expect(desk.takeOthers() == [.copy(marked.map(\.uri).joined(separator: "\n"))])
    // A listing without them takes the marks away.
    desk.report(.keys(driver: "demo", Sample.page([])))
    #expect(desk.state.markedKeys.isEmpty)
  }

  @Test(arguments: ["n", "x", "R", "e"]) func `for a user who may change nothing, changes are dimmed with the reason`(
    key: Character
  ) {
    var desk = onKeys()
    var status = Sample.status()
    status.obstacleToChanges = "it logs in as crypto user (CKU_0x80000001), who may use keys only"
    desk.report(.status(status))
    desk.press(.character(key))
    #expect(desk.noticeLine.contains("crypto user"))
    #expect(desk.state.dialogs.isEmpty)
  }

  @Test(arguments: ["n", "x", "R", "e", "t"]) func `read-only refuses, and says so`(key: Character) {
    var desk = onKeys(isReadOnly: true)
    desk.press(.character(key))
    #expect(desk.noticeLine.contains("READ ONLY"))
    #expect(desk.takeRequests().isEmpty)
    #expect(desk.state.dialogs.isEmpty)
  }

  @Test func `the number of secrets under a key stands beside it`() {
    var desk = onKeys()
    desk.report(.defaults(Sample.overview(secrets: 214, under: Sample.kek)))
    #expect(desk.line(with: "kek-2026")?.contains(" 214 ") == true)
    #expect(desk.line(with: "payments-kek")?.contains("214") == false)
  }

  @Test(arguments: [(100, 30), (80, 24), (60, 12), (30, 8)]) func `every dialog fits the window`(
    width: Int, height: Int
  ) throws {
    var desk = onKeys(width: width, height: height)
    let review = try reviewed(&desk)
    for _ in 0..<12 {
      desk.press(.down)
      #expect(desk.frame.cursor.map { $0.row < height && $0.column < width } ?? true)
    }
    desk.report(.key(.review(review)))
    #expect(desk.lines.count == height)
    #expect(desk.shows("y make it"))
  }

  private struct Missing: Error {}
}
