import Curses
import Foundation
import HSM
import KeyStoreAPI
import Model
import Testing

@testable import Console

struct TrialsScreenTests {
  private func report(_ rows: [TrialRow]) -> TrialReport {
    TrialReport(
      instance: TrialInstance(module: "/lib", moduleVersion: "2.6", token: Sample.token(), firmware: "2.6"),
      at: Sample.date, rows: rows)
  }

  private let rows = [
    TrialRow(
      driver: "demo", useCase: .generate, step: "export ec-p256", mechanism: "CKM_AES_KEY_WRAP_PAD", result: .passed),
    TrialRow(
      driver: "demo", useCase: .generate, step: "export rsa-2048", result: .failed,
      returnName: "CKR_KEY_NOT_WRAPPABLE", detail: "\u{1B}[31mno"),
  ]

  @Test func `a driver that was never tried says so, and is tried by a key`() {
    var desk = Desk.ready()
    desk.press(.character("6"))
    #expect(desk.takeRequests() == [.loadTrial(driver: "demo")])
    #expect(desk.line(with: "not tried")?.contains("demo") == true)
    desk.type("t")
    #expect(desk.takeRequests() == [.runTrial(driver: "demo", full: false)])
    desk.report(.trial(driver: "demo", report([rows[0]]), isRunning: true))
    #expect(desk.shows("the trial is under way"))
    desk.type("T")
    #expect(desk.takeRequests() == [] && desk.noticeLine.contains("is under way"))
    desk.type("x")
    #expect(desk.takeRequests() == [.cancelTrial(driver: "demo")])
  }

  @Test func `what failed says why, told by more than colour, and obeys nothing`() {
    var desk = Desk.ready(width: 160)
    desk.press(.character("6"))
    desk.report(.trial(driver: "demo", report(rows), isRunning: false))
    #expect(desk.line(with: "export ec-p256")?.contains("✓ passed") == true)
    #expect(desk.line(with: "export rsa-2048")?.contains("✗ failed") == true)
    #expect(desk.shows("CKR_KEY_NOT_WRAPPABLE: ") && !desk.shows("\u{1B}"))
    #expect(desk.role(of: "✗ failed") == .bad)
    #expect(desk.shows("library version 2.6"))
    desk.type("/failed")
    #expect(!desk.shows("export ec-p256") && desk.shows("export rsa-2048"))
  }

  @Test func `read-only nothing is tried, and the key says so`() {
    var desk = Desk.ready(isReadOnly: true)
    desk.press(.character("6"))
    _ = desk.takeRequests()
    desk.type("t")
    #expect(desk.takeRequests() == [] && desk.noticeLine.contains("READ ONLY"))
  }

  @Test func `a driver that somebody logged in to is tried where it is new, and Status shows how far that is`() {
    var desk = Desk()
    desk.report(.status(Sample.status("demo", .needsLogin, isLoggedIn: false)))
    #expect(!desk.takeRequests().contains(.tryNewDriver("demo")))
    desk.report(.status(Sample.status()))
    #expect(desk.takeRequests().contains(.tryNewDriver("demo")))
    desk.report(.trial(driver: "demo", report([rows[0]]), isRunning: true))
    #expect(desk.shows("export ec-p256 passed") && desk.shows("Trials shows it"))
    desk.state.notice = nil
    desk.report(.trial(driver: "demo", report(rows), isRunning: false))
    #expect(desk.noticeLine.contains("demo was tried: 1 of 2 steps failed"))
    desk.type("q")
    #expect(desk.takeOthers() == [.quit], "what began by itself keeps nobody")
  }

  @Test func `read-only no driver is tried by itself`() {
    var desk = Desk(isReadOnly: true)
    desk.report(.status(Sample.status()))
    #expect(!desk.takeRequests().contains(.tryNewDriver("demo")))
  }
}
