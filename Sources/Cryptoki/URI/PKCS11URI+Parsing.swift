extension PKCS11URI {
  /// Reads a URI as RFC 7512 writes it; `pin-value` and `pin-source` are refused.
  public init(_ text: String) throws(PKCS11URIError) {
    self.init()
    let bytes = Array(text.utf8)
    guard bytes.count >= 7, String(decoding: bytes[..<7], as: UTF8.self).lowercased() == "pkcs11:" else {
      throw PKCS11URIError(reason: .scheme, column: 1)
    }
    let mark = bytes[7...].firstIndex(of: UInt8(ascii: "?"))
    var seen: Set<String> = []
    for field in try Self.fields(of: bytes[7..<(mark ?? bytes.endIndex)], separator: UInt8(ascii: ";")) {
      guard seen.insert(field.name).inserted else {
        throw field.error(.repeated(attribute: field.name), at: field.nameStart)
      }
      try read(field)
    }
    if let mark {
      for field in try Self.fields(of: bytes[(mark + 1)...], separator: UInt8(ascii: "&")) {
        query.append(Attribute(name: field.name, value: URIText(bytes: try field.decoded(also: queryCharacters))))
      }
    }
  }

  private mutating func read(_ field: Field) throws(PKCS11URIError) {
    let value = try field.decoded(also: pathCharacters)
    let text = URIText(bytes: value)
    switch field.name {
    case "token": token = text
    case "serial": serial = text
    case "manufacturer": manufacturer = text
    case "model": model = text
    case "object": object = text
    case "type":
      guard let row = Self.typeWords.first(where: { $0.word == text.string }) else { throw field.error(.type) }
      type = row.objectClass
    case "id": id = value
    case "x-kcv": checkValue = try field.checkValue(value)
    case "slot-id":
      guard let number = number(text.string, as: UInt.self) else { throw field.error(.number(attribute: field.name)) }
      slotID = number
    case "slot-description": slotDescription = text
    case "slot-manufacturer": slotManufacturer = text
    case "library-manufacturer": libraryManufacturer = text
    case "library-description": libraryDescription = text
    case "library-version": libraryVersion = try field.libraryVersion(text.string)
    default: otherAttributes.append(Attribute(name: field.name, value: text))
    }
  }

  /// Cuts a path or query into its attributes. A PIN is refused here, before its value is looked at.
  private static func fields(of bytes: ArraySlice<UInt8>, separator: UInt8) throws(PKCS11URIError) -> [Field] {
    guard !bytes.isEmpty else { return [] }
    var fields: [Field] = []
    for part in bytes.split(separator: separator, omittingEmptySubsequences: false) {
      let column = part.startIndex + 1
      let nameEnd = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
      guard nameEnd > part.startIndex else { throw PKCS11URIError(reason: .missingName, column: column) }
      if let wrong = part[..<nameEnd].firstIndex(where: { !isNameCharacter($0) }) {
        throw PKCS11URIError(reason: .nameCharacter, column: wrong + 1)
      }
      let name = String(decoding: part[..<nameEnd], as: UTF8.self)
      if ["pin-value", "pin-source"].contains(name.lowercased()) {
        throw PKCS11URIError(reason: .pin(attribute: name.lowercased()), column: column)
      }
      guard nameEnd < part.endIndex else {
        throw PKCS11URIError(reason: .missingValue(attribute: name), column: nameEnd + 1)
      }
      fields.append(Field(name: name, nameStart: part.startIndex, value: part[(nameEnd + 1)...]))
    }
    return fields
  }
}

/// One attribute as it stands in the text; its indices are those of the whole URI.
private struct Field {
  let name: String
  let nameStart: Int
  let value: ArraySlice<UInt8>

  func error(_ reason: PKCS11URIError.Reason, at index: Int? = nil) -> PKCS11URIError {
    PKCS11URIError(reason: reason, column: (index ?? value.startIndex) + 1)
  }

  /// The value's bytes, %XX read; besides letters, digits and `-._~` it may have these characters as they are.
  func decoded(also characters: Set<UInt8>) throws(PKCS11URIError) -> [UInt8] {
    var bytes: [UInt8] = []
    var index = value.startIndex
    while index < value.endIndex {
      let byte = value[index]
      if byte == UInt8(ascii: "%") {
        guard value.endIndex - index > 2, let byte = hexByte(value[index + 1], value[index + 2]) else {
          throw error(.percentEncoding(attribute: name), at: index)
        }
        bytes.append(byte)
        index += 3
      } else {
        guard isUnreserved(byte) || characters.contains(byte) else {
          throw error(.valueCharacter(attribute: name), at: index)
        }
        bytes.append(byte)
        index += 1
      }
    }
    return bytes
  }

  /// `x-kcv` in hex, as it is written here, or in %XX only.
  func checkValue(_ decoded: [UInt8]) throws(PKCS11URIError) -> [UInt8] {
    if value.count == 3 * decoded.count { return decoded }
    guard decoded.count.isMultiple(of: 2) else { throw error(.checkValue) }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: decoded.count, by: 2) {
      guard let byte = hexByte(decoded[index], decoded[index + 1]) else { throw error(.checkValue) }
      bytes.append(byte)
    }
    return bytes
  }

  func libraryVersion(_ text: String) throws(PKCS11URIError) -> PKCS11URI.LibraryVersion {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { number(String($0), as: UInt8.self) }
    guard (1...2).contains(parts.count), let major = parts[0], let minor = parts.count == 2 ? parts[1] : 0 else {
      throw error(.number(attribute: name))
    }
    return PKCS11URI.LibraryVersion(major: major, minor: minor)
  }
}

/// What a path's value may have as it is, besides the unreserved characters.
private let pathCharacters = Set(":[]@!$'()*+,=&".utf8)

/// What a query's value may have as it is, besides the unreserved characters.
private let queryCharacters = Set(":[]@!$'()*+,=/?|".utf8)

/// Letters, digits and `-._~`, which a URI never needs to encode.
func isUnreserved(_ byte: UInt8) -> Bool {
  isNameCharacter(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "~")
}

private func isNameCharacter(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
  case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"): true
  default: false
  }
}

private func hexByte(_ high: UInt8, _ low: UInt8) -> UInt8? {
  guard let high = hexDigit(high), let low = hexDigit(low) else { return nil }
  return high << 4 | low
}

private func hexDigit(_ byte: UInt8) -> UInt8? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
  default: nil
  }
}

/// Digits only: no sign, no space.
private func number<Number: FixedWidthInteger>(_ text: String, as type: Number.Type) -> Number? {
  text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? Number(text) : nil
}
