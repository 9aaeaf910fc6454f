import Curses
import Foundation
import HSM
import KeyStoreAPI
import Model
import Testing

@testable import Console

/// The PIN passes the console by: it learns how many bytes there are, and when they are whole.
struct PINDialogTests {
  private func publicView() -> Desk {
    var desk = Desk()
    desk.report(.status(Sample.status("demo", .needsLogin, isLoggedIn: false)))
    for request in desk.takeRequests() { desk.succeed(request) }
    return desk
  }

  @Test func `a PIN is counted, sent once, and leaves no trace in the state`() {
    var desk = publicView()
    #expect(desk.header.contains("PUBLIC VIEW"))
    desk.press(.character("l"))
    #expect(desk.state.isTypingSecret)
    #expect(desk.takeOthers() == [.forgetPIN])
    desk.typePIN(bytes: 4)
    #expect(desk.shows("PIN: ••••"))
    #expect(desk.frame.cursor != nil)
    desk.enterPIN()
    #expect(desk.takeRequests() == [.login(driver: "demo", finalTry: false)])
    #expect(desk.shows("logging in…"))
    desk.enterPIN()
    #expect(desk.takeRequests() == [], "one PIN is one try")

    desk.report(.status(Sample.status()))
    desk.succeed(.login(driver: "demo", finalTry: false))
    #expect(!desk.state.isTypingSecret)
    #expect(!desk.header.contains("PUBLIC VIEW"))
    #expect(desk.noticeLine.contains("logged in to demo"))
    #expect(desk.takeOthers() == [.forgetPIN], "what was typed on in the meantime is wiped")
  }

  @Test func `what is typed while the login is on its way changes nothing`() {
    var desk = publicView()
    desk.press(.character("l"))
    desk.typePIN(bytes: 4)
    #expect(!desk.state.isLoggingIn)
    desk.enterPIN()
    #expect(desk.state.isLoggingIn)
    desk.typePIN(bytes: 9)
    #expect(desk.shows("PIN: ••••"))
    #expect(!desk.shows("PIN: •••••"))
  }

  @Test func `keystrokes that should have been a PIN never reach the state`() {
    var desk = publicView()
    desk.press(.character("l"))
    desk.type("12345678")
    desk.press(.paste("12345678"))
    #expect(!"\(desk.state)".contains("12345678"))
    #expect(!desk.lines.contains { $0.contains("12345678") })
  }

  @Test func `a refused PIN is told in the dialog, which stays and counts anew`() {
    var desk = publicView()
    desk.press(.character("l"))
    desk.typePIN(bytes: 6)
    desk.enterPIN()
    #expect(desk.takeRequests() == [.login(driver: "demo", finalTry: false)])
    _ = desk.takeOthers()
    desk.fail(.login(driver: "demo", finalTry: false), "token claviger-demo refused the login")
    #expect(desk.state.isTypingSecret)
    #expect(desk.shows("token claviger-demo refused the login"))
    #expect(!desk.shows("•"))
    #expect(desk.takeOthers() == [.forgetPIN])
    desk.enterPIN()
    #expect(desk.takeRequests() == [], "no PIN is tried twice")
    #expect(desk.shows("type the PIN, or press Esc"))
  }

  @Test func `the last try before the token locks takes the driver's name`() {
    var desk = Desk()
    var status = Sample.status("demo", .needsLogin, isLoggedIn: false)
    status.pinFlags = ["CKF_USER_PIN_COUNT_LOW", "CKF_USER_PIN_FINAL_TRY"]
    desk.report(.status(status))
    _ = desk.takeRequests()
    desk.press(.character("l"))
    #expect(desk.role(of: "CKF_USER_PIN_FINAL_TRY") == .bad)
    desk.typePIN(bytes: 4)
    desk.enterPIN()
    #expect(desk.takeRequests() == [])
    #expect(!desk.state.isTypingSecret)
    #expect(desk.shows("One more wrong PIN locks this token."))
    desk.type("dem")
    desk.press(.enter)
    #expect(desk.takeRequests() == [])
    #expect(desk.shows("That is not the name"))
    desk.type("demo")
    desk.press(.enter)
    #expect(desk.takeRequests() == [.login(driver: "demo", finalTry: true)])
  }

  @Test func `leaving wipes the PIN, before and after Enter`() {
    var desk = publicView()
    desk.press(.character("l"))
    desk.typePIN(bytes: 4)
    _ = desk.takeOthers()
    desk.leavePIN()
    #expect(desk.takeOthers() == [.forgetPIN])
    #expect(!desk.state.isTypingSecret)

    desk.press(.character("l"))
    desk.typePIN(bytes: 4)
    desk.enterPIN()
    _ = desk.takeOthers()
    desk.leavePIN()
    #expect(desk.takeOthers() == [.forgetPIN])
    desk.succeed(.login(driver: "demo", finalTry: false))
    #expect(!desk.shows("logged in to demo"), "the token was never asked")
  }

  @Test func `a token without login, and one that is logged in, are not asked`() {
    var desk = Desk.ready()
    desk.press(.character("l"))
    #expect(desk.noticeLine.contains("log-in: driver demo is logged in"))
    var status = Sample.status("demo", .connected, isLoggedIn: false)
    status.loginRequired = false
    desk.report(.status(status))
    desk.press(.character("l"))
    #expect(desk.noticeLine.contains("log-in: token needs no login"))
    #expect(!desk.header.contains("PUBLIC VIEW"))
  }

  @Test func `drivers are logged out when nobody pressed a key for long`() {
    var desk = Desk.ready(idleLogout: .seconds(60))
    desk.wait(seconds: 30)
    desk.press(.character("3"))
    desk.takeRequests().forEach { desk.succeed($0) }
    #expect(desk.state.nextTick(after: desk.now) == desk.now.addingTimeInterval(60), "and sleeps until then")
    desk.wait(seconds: 59, [Sample.status()])
    #expect(desk.takeRequests() == [])
    #expect(desk.state.nextTick(after: desk.now) == desk.now.addingTimeInterval(1), "it is woken for it")
    desk.wait(seconds: 1, [Sample.status()])
    #expect(desk.takeRequests() == [.logout(driver: "demo")])
    desk.wait(seconds: 1, [Sample.status()])
    #expect(desk.takeRequests() == [], "once")
    desk.report(.status(Sample.status("demo", .connected, isLoggedIn: false)))
    desk.succeed(.logout(driver: "demo"))
    #expect(desk.header.contains("PUBLIC VIEW"))
    #expect(desk.noticeLine.contains("logged out of demo"))
  }
}
