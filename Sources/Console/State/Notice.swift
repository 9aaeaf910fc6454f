public import Curses
import HSM
import KeyStoreAPI
public import Model

/// One line about what was just done, or why it was not.
public struct Notice: Sendable, Hashable {
  public var text: String
  public var role: Role
  public var failure: Failure?

  static func good(_ text: String) -> Notice { Notice(text: text, role: .good) }
  static func plain(_ text: String) -> Notice { Notice(text: text, role: .text) }
  static func refused(_ text: String) -> Notice { Notice(text: text, role: .warning) }
  static func failed(_ failure: Failure) -> Notice { Notice(text: failure.message, role: .bad, failure: failure) }
}

extension Notice {
  /// What came of a trial that nobody watched.
  init(trialOf driver: String, _ report: TrialReport) {
    let tried = report.rows.filter { $0.result != .notTried }
    let failed = tried.count { $0.result == .failed }
    text =
      failed == 0
      ? "\(driver) was tried: all \(tried.count) steps passed that its token offers"
      : "\(driver) was tried: \(failed) of \(tried.count) steps failed; Trials tells which"
    role = failed == 0 ? .text : .warning
  }
}
