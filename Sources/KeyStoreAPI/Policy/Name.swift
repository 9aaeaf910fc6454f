internal import Foundation

/// The rule that names of secret types, policies and secrets keep.
public enum Name {
  public static let longest = 64

  /// Answers the name as the store keeps it, or says why it is none.
  ///
  /// Letters of every script are letters. They are kept composed (NFC), since the database compares bytes and a
  /// keyboard may send either form; what cannot be composed, or is not seen on a screen, is refused.
  ///
  /// - Parameter kind: what is being named, for the message: "policy", "type".
  public static func checked(_ text: String, _ kind: String) throws(KeyStoreError) -> String {
    let name = text.precomposedStringWithCanonicalMapping
    let scalars = name.unicodeScalars
    func invalid(_ reason: String) -> KeyStoreError {
      KeyStoreError(
        .invalidName, "cannot use \(quoted(text)) as the name of a \(kind): \(reason)",
        remedy: "use 1 to \(longest) letters, digits, spaces and . _ -")
    }
    guard !scalars.isEmpty else { throw invalid("it is empty") }
    guard scalars.count <= longest else { throw invalid("it is longer than \(longest) characters") }
    guard scalars.allSatisfy(isAllowed) else { throw invalid("it has a character that names cannot have") }
    guard scalars.first != " ", scalars.last != " " else { throw invalid("it begins or ends with a space") }
    guard name != ".", name != ".." else { throw invalid("it means a folder") }
    return name
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber:
      !scalar.properties.isDefaultIgnorableCodePoint
    default:
      " ._-".unicodeScalars.contains(scalar)
    }
  }

  /// The text between quotation marks, fit for one line of a terminal.
  private static func quoted(_ text: String) -> String { "“\(printable(text))”" }

  /// The text with everything that a terminal might obey, or not show, written as `\u{…}`.
  static func printable(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
        result += "\\u{\(String(scalar.value, radix: 16))}"
      default:
        result.unicodeScalars.append(scalar)
      }
    }
  }
}
