import Curses
import HSM
import KeyStoreAPI
import Model
import Testing

@testable import Console

struct ArmingTests {
  @Test func `arming takes the driver's name, and shows the time that is left`() {
    var desk = Desk.ready()
    #expect(!desk.header.contains("ARMED"))
    desk.type("adem")
    desk.press(.enter)
    #expect(desk.shows("That is not the name. Type demo"))
    #expect(!desk.state.isArmed)
    desk.type("demox")
    desk.press(.backspace, .enter)
    #expect(desk.header.contains("ARMED 10:00"))
    #expect(desk.role(of: "ARMED") == .danger)
    desk.wait(seconds: 61)
    #expect(desk.header.contains("ARMED 8:59"))
    desk.press(.character("a"))
    #expect(!desk.header.contains("ARMED"))
    #expect(desk.noticeLine.contains("changes are off again"))
  }

  @Test func `arming ends after ten minutes`() {
    var desk = Desk.ready()
    desk.arm()
    desk.wait(seconds: 599)
    #expect(desk.header.contains("ARMED 0:01"))
    desk.wait(seconds: 1)
    #expect(!desk.header.contains("ARMED"))
    #expect(desk.noticeLine.contains("ten minutes are over"))
  }

  @Test func `a confirmation that was left open until arming ended changes nothing`() {
    var desk = Desk.ready(defaults: [Sample.set(.global, Sample.kek)])
    desk.press(.character("4"))
    desk.arm()
    desk.press(.character("c"))
    desk.report(.preview(Sample.preview(.global, nil)))
    _ = desk.takeRequests()
    desk.wait(seconds: 700)
    _ = desk.takeRequests()
    desk.press(.character("y"))
    #expect(desk.takeRequests() == [])
    #expect(desk.noticeLine.contains("no longer armed: nothing was changed"))
  }

  @Test func `Esc leaves the dialog without arming, and without going on`() {
    var desk = Desk.ready()
    desk.press(.character("4"), .enter, .enter, .escape)
    #expect(!desk.state.isArmed)
    #expect(desk.takeRequests() == [])
    #expect(desk.shows("Choose the default key: global"))
  }

  @Test func `read-only nothing can be armed, chosen, cleared or made a default`() {
    var desk = Desk.ready(defaults: [Sample.set(.global, Sample.kek)], isReadOnly: true)
    #expect(desk.header.contains("READ ONLY"))
    desk.press(.character("a"))
    #expect(desk.noticeLine.contains("arm: READ ONLY"))
    desk.press(.character("4"))
    for key in ["c", "t"] {
      desk.type(key)
      #expect(desk.noticeLine.contains("READ ONLY"), "\(key)")
    }
    desk.press(.enter)
    #expect(desk.state.dialogs.isEmpty)
    #expect(desk.noticeLine.contains("READ ONLY"))
    desk.press(.character("3"), .character("d"))
    #expect(desk.noticeLine.contains("READ ONLY"))
    #expect(desk.takeRequests() == [])
    #expect(!desk.state.isArmed)
  }

  @Test func `read-only one can still look: explain, details, a key's attributes`() {
    var desk = Desk.ready(defaults: [Sample.set(.global, Sample.kek)], isReadOnly: true)
    desk.press(.character("4"), .character("e"))
    #expect(desk.shows("Where the key of global comes from"))
    desk.press(.escape, .character("3"), .enter)
    #expect(desk.takeRequests() == [.openKey(Sample.readable)])
  }

  @Test func `arming is written down, a wrong name is not`() {
    var desk = Desk.ready()
    desk.type("ademi")
    desk.press(.enter)
    #expect(desk.takeOthers() == [])
    desk.type("demo")
    desk.press(.enter)
    #expect(desk.takeOthers() == [.noteArming(driver: "demo")])
  }
}
