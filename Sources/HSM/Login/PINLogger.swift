internal import Foundation

/// Libraries that write PINs where others may read them.
struct PINLogger {
  /// Part of the library's file name.
  let library: String
  /// What switches the logging on; nil where the library does nothing else.
  let variable: String?
  let words: String

  static let rows = [
    PINLogger(library: "pkcs11-spy", variable: nil, words: "pkcs11-spy logs every call with its PIN"),
    PINLogger(library: "p11-kit", variable: "P11_KIT_DEBUG", words: "P11_KIT_DEBUG makes p11-kit log what it is given"),
    PINLogger(
      library: "cknfast", variable: "CKNFAST_DEBUG", words: "CKNFAST_DEBUG makes the nShield library log calls"),
  ]

  /// The rows that a library's name, or that of the file behind it, belongs to.
  static func rows(for modulePath: String) -> [PINLogger] {
    let path = URL(fileURLWithPath: modulePath).resolvingSymlinksInPath().path
    let names = [modulePath, path].map { ($0 as NSString).lastPathComponent }
    return rows.filter { row in names.contains { $0.contains(row.library) } }
  }

  func logs(in environment: [String: String]) -> Bool { variable.map { !(environment[$0] ?? "").isEmpty } ?? true }
}

extension DriverConfiguration {
  /// What a person should know before typing a PIN: that the module logs it.
  ///
  /// - Parameter environment: of this process, after the drivers' own variables were set.
  public func pinWarnings(environment: [String: String]) -> [String] {
    pinWarnings(of: PINLogger.rows(for: modulePath), environment: environment)
  }

  fileprivate func pinWarnings(of loggers: [PINLogger], environment: [String: String]) -> [String] {
    loggers.filter { $0.logs(in: environment) }.map { "the PIN of driver \(name) will be logged: \($0.words)" }
  }
}

extension Connection {
  /// What a person should know before typing a PIN.
  public var pinWarnings: [String] {
    pinLoggers.isEmpty
      ? [] : driver.pinWarnings(of: pinLoggers, environment: ProcessInfo.processInfo.environment)
  }
}
