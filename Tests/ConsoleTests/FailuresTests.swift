import Curses
import Foundation
import HSM
import KeyStoreAPI
import Model
import Testing

@testable import Console

/// A failure is told where a person looks, and its details can be opened.
struct FailuresTests {
  @Test func `a list of keys that cannot be read says so in its place`() {
    var desk = Desk()
    desk.report(.status(Sample.status()))
    desk.press(.character("3"))
    #expect(desk.shows("demo: reading keys…"))
    desk.fail(.listKeys(driver: "demo"), "the objects could not be listed")
    #expect(desk.shows("demo: the objects could not be listed"))
    #expect(desk.role(of: "demo: the objects") == .bad)
    desk.report(.keys(driver: "demo", Sample.page(Sample.keys)))
    #expect(!desk.shows("could not be listed"))
  }

  @Test func `a list that stays from before leaves no place, so the notice tells`() {
    var desk = Desk.ready()
    desk.press(.character("3"), .character("r"))
    #expect(desk.takeRequests() == [.listKeys(driver: "demo")])
    desk.fail(.listKeys(driver: "demo"), "the objects could not be listed")
    #expect(desk.shows("kek-2026"))
    #expect(desk.noticeLine.contains("the objects could not be listed"))
  }

  @Test func `a store that cannot be read says so on Defaults`() {
    var desk = Desk()
    desk.fail(.loadDefaults, "the store /x/claviger.db is a directory")
    desk.press(.character("4"))
    #expect(desk.shows("the store /x/claviger.db is a directory"))
    #expect(desk.role(of: "the store") == .bad)
  }

  @Test func `an action's failure stands in the notice, and ! opens the details`() {
    var desk = Desk.ready(defaults: [Sample.set(.global, Sample.kek)])
    desk.press(.character("!"))
    #expect(desk.noticeLine.contains("error-details: no error so far"))
    desk.press(.character("4"), .character("v"))
    desk.fail(
      .checkDefaults, "the defaults could not be tried", remedy: "connect the driver first",
      cause: "C_FindObjectsInit returned CKR_DEVICE_REMOVED (0x32)")
    #expect(desk.noticeLine.contains("the defaults could not be tried  (! details)"))
    #expect(desk.role(of: "the defaults could not") == .bad)
    desk.press(.character("!"))
    #expect(desk.shows("connect the driver first"))
    #expect(desk.shows("C_FindObjectsInit returned CKR_DEVICE_REMOVED (0x32)"))
    desk.press(.escape)
    #expect(!desk.shows("CKR_DEVICE_REMOVED"))
  }

  @Test func `a notice is seen over a filter that is set`() {
    var desk = Desk.ready()
    desk.press(.character("3"))
    desk.type("/unwrap")
    desk.press(.enter, .character("d"))
    #expect(desk.noticeLine.contains("set-default: unwrap-only: may not encrypt"))
    desk.press(.character("j"))
    #expect(desk.noticeLine.contains("filter: unwrap"))
  }

  @Test func `a key's attributes that cannot be read are told in its dialog`() {
    var desk = Desk.ready()
    desk.press(.character("3"), .enter)
    desk.fail(.openKey(Sample.readable), "the attributes could not be read")
    #expect(desk.shows("the attributes could not be read"))
    #expect(desk.shows("imported-legacy"))
  }

  @Test func `mechanisms that cannot be listed are told in their dialog`() {
    var desk = Desk.ready()
    desk.press(.character("2"), .enter)
    #expect(desk.takeRequests() == [.listMechanisms(driver: "demo")])
    #expect(desk.shows("reading mechanisms…"))
    desk.fail(.listMechanisms(driver: "demo"), "the mechanisms of demo could not be listed")
    #expect(desk.shows("the mechanisms of demo could not be listed"))
  }

  @Test(arguments: [
    (ConnectionState.suspect, "demo: checking the connection"), (.reconnecting, "demo: reconnecting"),
    (.stuck, "demo: stuck: C_Sign has not returned for 42 s"), (.failed, "demo: failed"),
  ])
  func `what is wrong with a connection stands over every screen`(state: ConnectionState, words: String) throws {
    var desk = Desk.ready()
    var status = Sample.status("demo", state)
    if state == .stuck {
      status.hangingCall = Sample.decoded(#"{"function":"C_Sign","seconds":42.3}"#)
    }
    if state == .reconnecting { status.nextAttemptAt = desk.now + 7 }
    desk.report(.status(status))
    for screen in "1234" {
      desk.type(String(screen))
      #expect(desk.lines[2].contains(words), "\(screen)")
      #expect(desk.header.contains("demo: \(state.words)"))
      if state == .reconnecting { #expect(desk.lines[2].contains("next try in 7 s")) }
    }
    if state == .reconnecting {
      #expect(
        desk.state.nextTick(after: desk.now) == desk.now.addingTimeInterval(1),
        "the countdown goes on, also where nothing else moves")
      desk.wait(seconds: 3)
      #expect(desk.lines[2].contains("next try in 4 s"))
    }
    desk.report(.status(Sample.status()))
    #expect(!desk.lines[2].contains(words))
  }

  @Test(arguments: [ConnectionState.connected, .connecting, .disabled])
  func `a connection that is as it should be has no banner`(state: ConnectionState) {
    var desk = Desk.ready()
    desk.report(.status(Sample.status("demo", state)))
    #expect(desk.state.banner == nil)
  }

  @Test func `a refused PIN of a file is told in the banner`() {
    var desk = Desk()
    var status = Sample.status("demo", .needsLogin, isLoggedIn: false)
    status.cause = Sample.decoded(#"{"words":"token claviger-demo refused the login"}"#)
    desk.report(.status(status))
    #expect(desk.lines[2].contains("demo: token claviger-demo refused the login"))
    #expect(desk.header.contains("PUBLIC VIEW"))
  }
}
