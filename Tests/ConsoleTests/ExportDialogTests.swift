import Cryptoki
import Curses
import KeyStoreAPI
import Model
import Testing

@testable import Console
@testable import HSM

/// A pair for use outside, asked for on the Keys screen: what and whereto, a passphrase typed twice, and how it left.
struct ExportDialogTests {
  private func desk(_ useCases: [UseCase] = UseCase.allCases) -> Desk {
    var desk = Desk.ready()
    var status = Sample.status()
    status.useCases = useCases
    desk.report(.status(status))
    desk.press(.character("3"))
    desk.arm()
    for request in desk.takeRequests() { desk.succeed(request) }
    _ = desk.takeOthers()
    return desk
  }

  private func fill(_ desk: inout Desk, file: String = "tls.key") {
    desk.press(.character("E"), .right, .down, .right, .down)
    desk.type(file)
  }

  /// Fills the form, types a passphrase and its repetition, and lets the pair be asked for.
  private func order(_ desk: inout Desk, again: Int = 4) {
    fill(&desk)
    desk.press(.enter)
    give(4, as: .new, &desk)
    give(again, as: .newAgain, &desk)
    #expect(desk.takeRequests() == [.exportPair(task)])
  }

  private func give(_ bytes: Int, as field: TokenPINField, _ desk: inout Desk) {
    #expect(desk.state.isTypingSecret)
    desk.typePIN(bytes: bytes)
    desk.enterPIN()
    #expect(desk.takeOthers().contains(.keepPIN(field)))
  }

  private let task = ExportTask(
    driver: "demo", kind: .curve(.p384), transportBits: 3072, file: "tls.key", isEncrypted: true)
  private let route = ExportRoute(
    generation: .CKM_EC_KEY_PAIR_GEN, outer: .CKM_RSA_PKCS, inner: .CKM_AES_KEY_WRAP_PAD, dialect: .rfc5649Zeros,
    transportBits: 3072,
    passedOver: [
      PassedMechanism(mechanism: .CKM_AES_KEY_WRAP_KWP, reason: "not listed", code: nil, isOffered: false)
    ], notes: ["the transport key has 3072 bits; one as strong as ec-p384 would have 7680"])

  @Test func `a passphrase is typed twice, and then the pair is asked for once`() {
    var desk = desk()
    fill(&desk)
    desk.press(.enter)
    #expect(desk.shows("ec-p384 to tls.key, encrypted"))
    desk.enterPIN()
    #expect(desk.shows("type the passphrase"))
    give(12, as: .new, &desk)
    #expect(desk.shows("The same again:") && desk.takeRequests().isEmpty)
    give(12, as: .newAgain, &desk)
    #expect(desk.takeRequests() == [.exportPair(task)])
    #expect(desk.shows("The token makes the ec-p384 pair"))
    desk.wait(seconds: 7, [])
    #expect(desk.shows("working for 7 s"))
  }

  @Test func `the result tells the mechanism, what was passed over, and that the transport was weaker`() {
    var desk = desk()
    order(&desk)
    desk.report(.exported(task, route))
    desk.succeed(.exportPair(task))
    #expect(desk.shows("tls.key, encrypted") && desk.shows("tls.key.pub"))
    #expect(desk.shows("wrapped by: CKM_AES_KEY_WRAP_PAD (RFC 5649 over zero padding)"))
    #expect(desk.shows("CKM_AES_KEY_WRAP_KWP: not listed"))
    #expect(desk.role(of: "note:") == .warning && desk.shows("one as strong as"))
    desk.press(.enter)
    #expect(!desk.shows("tls.key"))
  }

  @Test func `a key that is written as it is has to be confirmed in a word`() {
    var desk = desk()
    fill(&desk)
    desk.press(.down, .character(" "), .enter)
    #expect(desk.shows("Whoever reads this file has the private key."))
    desk.type("yes")
    desk.press(.enter)
    #expect(desk.takeRequests().isEmpty && desk.shows("that is not it"))
    desk.type("unencrypted")
    desk.press(.enter)
    var task = task
    task.isEncrypted = false
    #expect(desk.takeRequests() == [.exportPair(task)])
  }

  @Test func `what failed stands in the form, and what was typed there stays`() {
    var desk = desk()
    order(&desk, again: 5)
    desk.fail(.exportPair(task), "the two passphrases differ: nothing was made")
    #expect(desk.shows("the two passphrases differ") && desk.shows("tls.key") && desk.shows("ec-p384"))
    desk.press(.enter)
    #expect(desk.shows("Passphrase:"), "it is asked for anew")
    desk.leavePIN()
    #expect(desk.takeOthers().contains(.forgetPIN) && !desk.shows("Passphrase:"))
  }

  @Test func `whoever leaves the dialog meanwhile reads in one line what became of it`() {
    var desk = desk()
    order(&desk)
    desk.press(.escape)
    #expect(desk.noticeLine.contains("still at it"))
    desk.type("q")
    #expect(desk.shows("bringing an ec-p384 pair out of demo"), "leaving is asked for while it is under way")
    desk.press(.escape)
    desk.report(.exported(task, route))
    #expect(desk.noticeLine.contains("tls.key.pub"))
  }

  @Test func `without a file's name nothing goes on, and a driver that may not says so`() {
    var desk = desk()
    desk.press(.character("E"), .enter)
    #expect(desk.shows("name the file"))
    desk.press(.escape)
  }

  @Test func `of all eight combinations of use cases, each key does what is configured and says what is not`() {
    for bits in 0..<8 {
      let useCases = UseCase.allCases.enumerated().filter { bits >> $0.offset & 1 == 1 }.map(\.element)
      var desk = desk(useCases)
      var page = Sample.page(Sample.keys)
      page.ground?.useCases = Set(useCases)
      desk.report(.keys(driver: "demo", page))
      desk.press(.character("E"))
      #expect(desk.noticeLine.contains("not configured for generate") != useCases.contains(.generate), "\(useCases)")
      if useCases.contains(.generate) { desk.press(.escape) }
      desk.type("/kek-2026")
      desk.press(.enter, .character("d"))
      #expect(desk.noticeLine.contains("not configured for protect") != useCases.contains(.protect), "\(useCases)")
    }
  }
}
