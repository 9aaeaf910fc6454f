/// Why a text is no PKCS#11 URI that is taken here, and where. It never repeats a value.
public struct PKCS11URIError: Error, Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    /// It does not begin with `pkcs11:`.
    case scheme
    /// Nothing, or no name, stands between two separators.
    case missingName
    /// An attribute without `=`.
    case missingValue(attribute: String)
    case nameCharacter
    /// A character that a URI has only in the form %XX.
    case valueCharacter(attribute: String)
    /// A % without two hex digits.
    case percentEncoding(attribute: String)
    case repeated(attribute: String)
    /// Not one of public, private, cert, secret-key, data.
    case type
    case number(attribute: String)
    /// `x-kcv` is neither hex nor %XX bytes.
    case checkValue
    /// `pin-value` and `pin-source`: a PIN, or the way to one, has no place in an argument, a log or a history.
    case pin(attribute: String)
  }

  public let reason: Reason
  /// Where it went wrong, the first character being 1.
  public let column: Int

  public init(reason: Reason, column: Int) {
    self.reason = reason
    self.column = column
  }
}

extension PKCS11URIError: CustomStringConvertible {
  public var description: String { "column \(column): \(words)" }

  private var words: String {
    switch reason {
    case .scheme: "a PKCS#11 URI begins with pkcs11:"
    case .missingName: "an attribute is missing here"
    case .missingValue(let attribute): "\(attribute) needs a = and a value"
    case .nameCharacter: "an attribute's name has letters, digits, - and _ only"
    case .valueCharacter(let attribute): "this character of \(attribute) has to be written as %XX"
    case .percentEncoding(let attribute): "% in \(attribute) needs two hex digits behind it"
    case .repeated(let attribute): "\(attribute) stands here for the second time"
    case .type: "type is public, private, cert, secret-key or data"
    case .number(let attribute): "\(attribute) is not a number that is possible here"
    case .checkValue: "x-kcv is bytes in hex"
    case .pin(let attribute): "\(attribute) is never taken from a URI; let the PIN be asked for, or use --pin-file"
    }
  }
}
