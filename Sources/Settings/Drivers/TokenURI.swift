internal import HSM

/// The four attributes of a `pkcs11:` URI (RFC 7512) that tell one token from another.
///
/// Nothing of a refused URI is repeated in the error: somebody may have written a PIN into it.
struct TokenURI {
  let selector: TokenSelector

  init(_ value: Value) throws(SettingsError) {
    let uri = try value.text()
    try Self.refusePIN(in: uri, at: value.place)
    var found: [String: String] = [:]
    for attribute in try Self.attributes(of: uri, at: value.place) {
      guard ["token", "serial", "manufacturer", "model"].contains(attribute.name) else {
        throw SettingsError(
          at: value.place, "the attribute \(attribute.name) does not tell which token is meant",
          remedy: "name the token by token, serial, manufacturer or model; slot numbers move")
      }
      guard let text = Self.percentDecoded(attribute.value), !text.isEmpty else {
        throw SettingsError(at: value.place, "the attribute \(attribute.name) is empty or wrongly percent-encoded")
      }
      guard found.updateValue(text, forKey: attribute.name) == nil else {
        throw SettingsError(at: value.place, "the attribute \(attribute.name) is given twice")
      }
    }
    guard !found.isEmpty else {
      throw SettingsError(
        at: value.place, "the URI names no token",
        remedy: "write pkcs11:token= and the token's label")
    }
    selector = TokenSelector(
      label: found["token"], serial: found["serial"], manufacturer: found["manufacturer"], model: found["model"])
  }

  /// A URI must carry neither a PIN nor the place of one, wherever it stands.
  static func refusePIN(in uri: String, at place: SourcePlace) throws(SettingsError) {
    guard uri.hasPrefix("pkcs11:") else {
      throw SettingsError(at: place, "is not a PKCS#11 URI", remedy: "write pkcs11:token= and the token's label")
    }
    let names = uri.lowercased().dropFirst("pkcs11:".count).split { ";?&".contains($0) }.map { $0.prefix { $0 != "=" } }
    for name in ["pin-value", "pin-source"] where names.contains(where: { $0 == name }) {
      throw SettingsError(
        at: place, "\(name) is refused in a URI", remedy: "take it out, and say under pin: where the PIN comes from")
    }
  }

  private static func attributes(
    of uri: String, at place: SourcePlace
  ) throws(SettingsError) -> [(name: String, value: Substring)] {
    var attributes: [(name: String, value: Substring)] = []
    for part in uri.dropFirst("pkcs11:".count).split(whereSeparator: { ";?&".contains($0) }) {
      guard let sign = part.firstIndex(of: "=") else {
        throw SettingsError(at: place, "an attribute of the URI has no value")
      }
      attributes.append((String(part[..<sign]), part[part.index(after: sign)...]))
    }
    return attributes
  }

  private static func percentDecoded(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      let digits = rest.prefix(2)
      guard digits.count == 2, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
        let value = UInt8(String(Substring(digits)), radix: 16)
      else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
