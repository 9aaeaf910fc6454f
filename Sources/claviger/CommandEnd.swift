import ArgumentParser
import Cryptoki
import Foundation
import Glibc
import HSM
import KeyStoreAPI
import SecretMemory
import Settings

/// Ends a command with a status of its own.
struct CommandEnd: Error {
  let status: Int32
  init(_ status: Int32) { self.status = status }

  /// Runs what the arguments say; answers the process's exit status.
  static func status(of arguments: some Sequence<String>) -> Int32 {
    let arguments = Array(arguments)
    let status = statusOfRun(arguments)
    guard status == 0, let loss = StandardStreams.lossOfResults else { return status }
    let failure = CommandFailure(1, "the result could not be written: \(String(cString: strerror(loss)))")
    failure.report(asJSON: arguments.contains("--json"))
    return failure.status
  }

  private static func statusOfRun(_ arguments: [String]) -> Int32 {
    do {
      var command = try Claviger.parseAsRoot(arguments)
      try command.run()
      return 0
    } catch let end as CommandEnd {
      return end.status
    } catch let failure as CommandFailure {
      failure.report(asJSON: arguments.contains("--json"))
      return failure.status
    } catch {
      return parserStatus(of: error, arguments)
    }
  }

  /// The parser's own endings: help and version are results, everything else is wrong usage.
  private static func parserStatus(of error: any Error, _ arguments: [String]) -> Int32 {
    let text = Claviger.fullMessage(for: error)
    if Claviger.exitCode(for: error) == .success {
      StandardStreams.write(text + "\n", to: 1)
      return 0
    }
    CommandFailure(
      2, Claviger.message(for: error), remedy: "see `claviger --help`"
    ).report(asJSON: arguments.contains("--json"))
    return 2
  }
}

/// Why a command failed: one line, the remedy, the standard's words.
struct CommandFailure: Error {
  var status: Int32
  var message: String
  var remedy: String?
  var cause: String?
  var function: String?
  var returnValue: UInt?
  var returnName: String?
  /// Whether the module answers, and only the token that was meant is not there.
  private(set) var isForWantOfToken = false

  init(_ status: Int32, _ message: String, remedy: String? = nil) {
    self.status = status
    self.message = message
    self.remedy = remedy
  }

  init(_ error: HSMError) {
    self.init(error.exitCode, error.message, remedy: error.remedy.isEmpty ? nil : error.remedy)
    isForWantOfToken = error.code == .noToken || error.code == .ambiguousToken
    cause = error.cause?.description
    function = error.cause?.function.rawValue
    returnValue = error.cause?.code.rawValue
    returnName = error.cause?.code.name
  }

  init(_ error: KeyStoreError) {
    if let hsm = error.hsm {
      self.init(hsm)
    } else {
      self.init(error.exitCode, error.message, remedy: error.remedy)
      cause = error.cause
    }
  }

  init(_ error: SettingsError) {
    self.init(SettingsError.exitCode, error.message, remedy: error.remedy.isEmpty ? nil : error.remedy)
  }

  /// Writes the failure to where messages go: descriptor 2, or what was kept of it.
  func report(asJSON: Bool) {
    let descriptor = Invocation.messagesDescriptor
    if asJSON {
      let document = JSONValue.object([
        (
          "error",
          .object([
            ("code", .number(Double(status))), ("message", .string(message)), ("remedy", .optional(remedy)),
            ("function", .optional(function)), ("returnValue", returnValue.map { .integer(UInt64($0)) } ?? .null),
            ("returnName", .optional(returnName)),
          ])
        )
      ])
      StandardStreams.write(document.text + "\n", to: descriptor)
      return
    }
    var text = "claviger: \(PlainText.safe(message))\n"
    if let remedy, !remedy.isEmpty { text += "  \(PlainText.safe(remedy))\n" }
    if let cause { text += "  \(PlainText.safe(cause))\n" }
    StandardStreams.write(text, to: descriptor)
  }
}
