import Foundation
import Support
import Testing

extension ProgramResult {
  /// The document on standard output.
  func document() throws -> Any {
    try #require(try? JSONSerialization.jsonObject(with: output, options: .fragmentsAllowed), "\(stdout)\(stderr)")
  }

  /// The rows of a document that is an array.
  func rows() throws -> [[String: Any]] { try #require(try document() as? [[String: Any]], "\(stdout)") }

  func object() throws -> [String: Any] { try #require(try document() as? [String: Any], "\(stdout)") }

  /// What `--json` writes of a failure.
  func failure() throws -> [String: Any] {
    let document = try JSONSerialization.jsonObject(with: error) as? [String: Any]
    return try #require(document?["error"] as? [String: Any], "\(stderr)")
  }

  /// The first line of standard error, which says what could not be done.
  var firstMessage: String { stderr.split(separator: "\n").first.map(String.init) ?? "" }
}

extension [String: Any] {
  func text(_ key: String) -> String? { self[key] as? String }
  func number(_ key: String) -> Int? { self[key] as? Int }
  func object(_ key: String) throws -> [String: Any] { try #require(self[key] as? [String: Any], "\(self)") }
  func rows(_ key: String) throws -> [[String: Any]] { try #require(self[key] as? [[String: Any]], "\(self)") }
  func isNull(_ key: String) -> Bool { self[key] is NSNull }
  var names: Set<String> { Set(keys) }
}
