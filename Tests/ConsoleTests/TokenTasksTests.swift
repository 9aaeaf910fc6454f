import Cryptoki
import Curses
import HSM
import Model
import Testing

@testable import Console

/// Tasks of a security officer on the Tokens screen: armed, asked step by step, confirmed.
struct TokenTasksTests {
  private func desk(flags: TokenFlags = Sample.tokenFlags, profile: String = "softhsm") -> Desk {
    var desk = Desk.ready()
    var status = Sample.status()
    status.profile = profile
    desk.report(.status(status))
    desk.report(.slots(driver: "demo", [Sample.slot(flags: flags)]))
    desk.press(.character("2"))
    for request in desk.takeRequests() { desk.succeed(request) }
    return desk
  }

  /// Types one of the PINs that a dialog asks for.
  private func give(_ bytes: Int, as field: TokenPINField, _ desk: inout Desk) {
    #expect(desk.state.isTypingSecret)
    desk.typePIN(bytes: bytes)
    desk.enterPIN()
    #expect(desk.takeOthers().contains(.keepPIN(field)))
  }

  @Test func `another PIN is set after the SO PIN, the new one twice, and y`() {
    var desk = desk()
    desk.press(.character("u"))
    #expect(desk.shows("Type the driver's name"), "it is a change: the console has to be armed")
    desk.type("demo")
    desk.press(.enter)
    #expect(desk.shows("SO PIN:"))
    #expect(desk.shows("never locked"), "the profile tells how many tries there are before the PIN is asked")
    give(8, as: .present, &desk)
    #expect(desk.shows("new PIN:"))
    give(4, as: .new, &desk)
    #expect(desk.shows("the same again:"))
    give(4, as: .newAgain, &desk)
    #expect(desk.takeRequests().isEmpty, "nothing is done before y")
    desk.press(.character("x"))
    #expect(desk.takeRequests().isEmpty)
    desk.press(.character("y"))
    let task = TokenTask(driver: "demo", kind: .unlock, confirmation: nil)
    #expect(desk.takeRequests() == [.tokenTask(task)])
    desk.press(.character("y"))
    #expect(desk.takeRequests().isEmpty, "one PIN is one try")
    desk.succeed(.tokenTask(task))
    #expect(desk.noticeLine.contains("done: setting another PIN of demo"))
    #expect(desk.takeRequests().contains(.listSlots(driver: "demo")))
  }

  @Test func `a failure stays in the dialog, which asks for every PIN anew`() {
    var desk = desk()
    desk.arm()
    desk.press(.character("c"))
    give(4, as: .present, &desk)
    give(4, as: .new, &desk)
    give(4, as: .newAgain, &desk)
    desk.press(.character("y"))
    let task = TokenTask(driver: "demo", kind: .changePIN(.user), confirmation: nil)
    #expect(desk.takeRequests() == [.tokenTask(task)])
    desk.fail(.tokenTask(task), "the two new PINs differ: nothing was done")
    #expect(desk.shows("the two new PINs differ"))
    #expect(desk.shows("present PIN:"))
    desk.leavePIN()
    #expect(!desk.shows("present PIN:"))
    #expect(desk.takeOthers() == [.forgetPIN])
  }

  @Test func `what becomes of a task wipes no PIN that is being typed for something else`() {
    var desk = desk()
    desk.arm()
    desk.press(.character("u"))
    give(8, as: .present, &desk)
    give(4, as: .new, &desk)
    give(4, as: .newAgain, &desk)
    desk.press(.character("y"), .escape, .character("c"))
    desk.typePIN(bytes: 3)
    _ = desk.takeOthers()
    desk.succeed(.tokenTask(TokenTask(driver: "demo", kind: .unlock, confirmation: nil)))
    #expect(desk.takeOthers().isEmpty)
    #expect(desk.shows("present PIN: •••"))
  }

  @Test func `an initialised token is set up anew only after its label was typed`() {
    var desk = desk()
    desk.arm()
    desk.press(.character("i"))
    desk.type("fresh")
    desk.press(.enter)
    #expect(desk.shows("Everything on this token is destroyed."))
    desk.type("wrong")
    desk.press(.enter)
    #expect(desk.shows("that is not it"))
    desk.type("claviger-demo")
    desk.press(.enter)
    give(8, as: .present, &desk)
    desk.press(.character("y"))
    let slot = Sample.slot().slot
    #expect(
      desk.takeRequests() == [
        .tokenTask(
          TokenTask(
            driver: "demo", kind: .initialize(slot: slot, label: "fresh", reinitialize: true),
            confirmation: "claviger-demo"))
      ])
  }

  @Test func `the try after which a token is destroyed is named before it is asked for`() {
    var desk = desk(flags: [Sample.tokenFlags, .CKF_SO_PIN_FINAL_TRY], profile: "luna")
    #expect(desk.shows("final try: one more wrong PIN locks it"))
    desk.arm()
    desk.press(.character("u"))
    #expect(desk.shows("3 wrong PINs in a row: everything on the HSM is destroyed"))
    #expect(desk.shows("One more wrong PIN locks this token."))
    #expect(!desk.state.isTypingSecret, "first the label is typed")
  }

  @Test func `what cannot be done is dimmed and says why`() {
    var locked = desk(flags: [Sample.tokenFlags, .CKF_SO_PIN_LOCKED])
    locked.press(.character("u"))
    #expect(locked.noticeLine.contains("the PIN of the security officer is locked"))
    locked.press(.character("p"))
    #expect(locked.noticeLine.contains("locked"))
    var plain = desk()
    plain.press(.character("p"))
    #expect(plain.noticeLine.contains("the user has a PIN already"))
    var readOnly = Desk.ready(isReadOnly: true)
    readOnly.press(.character("2"))
    readOnly.press(.character("u"))
    #expect(readOnly.noticeLine.contains("READ ONLY"))
  }

  @Test func `Ctrl-C leaves, and asks first while a change is under way`() {
    var idle = desk()
    idle.press(.control("c"))
    #expect(idle.takeOthers() == [.quit])
    var busy = desk()
    busy.arm()
    busy.press(.character("u"))
    give(8, as: .present, &busy)
    give(4, as: .new, &busy)
    give(4, as: .newAgain, &busy)
    busy.press(.character("y"))
    busy.press(.escape)
    _ = busy.takeOthers()
    for leaving in [Keystroke.control("c"), .character("q")] {
      busy.press(leaving)
      #expect(busy.shows("setting another PIN of demo"))
      #expect(busy.takeOthers().isEmpty)
      busy.press(.character("n"))
    }
    busy.press(.control("c"), .character("y"))
    #expect(busy.takeOthers() == [.quit])
  }
}
