internal import Foundation

/// What a command wrote to its standard error with `--json`: warnings, and in its last line the error.
struct TokenProcessReport {
  private struct Document: Decodable {
    struct Fields: Decodable {
      var message: String
      var remedy: String?
      var function: String?
      var returnValue: UInt?
      var returnName: String?
    }
    var error: Fields
  }

  private let error: Document.Fields?

  init(_ text: Data) {
    let line = text.split(separator: UInt8(ascii: "\n")).last
    // What is no such document says nothing that could be told.
    error = line.flatMap { try? JSONDecoder().decode(Document.self, from: $0) }?.error
  }

  /// - Parameter status: as waitpid(2) gives it.
  func failure(status: Int32) -> Failure {
    if status & 0x7F != 0 {
      return Failure(
        message: "the process that did the task was ended by signal \(status & 0x7F): the outcome is unknown",
        remedy: "look at the token")
    }
    guard let error else { return Failure(message: "the task failed with exit code \((status >> 8) & 0xFF)") }
    var cause: String?
    if let function = error.function, let name = error.returnName {
      cause = "\(function) returned \(name)" + (error.returnValue.map { " (0x\(String($0, radix: 16)))" } ?? "")
    }
    return Failure(message: error.message, remedy: error.remedy, cause: cause)
  }
}
