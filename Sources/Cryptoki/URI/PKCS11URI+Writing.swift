extension PKCS11URI: CustomStringConvertible {
  /// The URI as text: token, serial, object, type and id first, in this order.
  ///
  /// Every byte of an id is written as %XX, everything in texts that a shell could misread too. A class for which RFC
  /// 7512 has no word is left out.
  public var description: String {
    var parts: [String] = []
    func add(_ name: String, _ value: String?) {
      if let value { parts.append(name + "=" + value) }
    }
    add("token", token?.percentEncoded)
    add("serial", serial?.percentEncoded)
    add("object", object?.percentEncoded)
    add("type", type.flatMap { type in Self.typeWords.first { $0.objectClass == type }?.word })
    add("id", id.map { $0.map(escaped).joined() })
    add("x-kcv", checkValue.map { $0.map { hex($0, uppercase: false) }.joined() })
    add("manufacturer", manufacturer?.percentEncoded)
    add("model", model?.percentEncoded)
    add("slot-id", slotID.map(String.init))
    add("slot-description", slotDescription?.percentEncoded)
    add("slot-manufacturer", slotManufacturer?.percentEncoded)
    add("library-manufacturer", libraryManufacturer?.percentEncoded)
    add("library-description", libraryDescription?.percentEncoded)
    add("library-version", libraryVersion.map { "\($0.major).\($0.minor)" })
    for attribute in otherAttributes { add(attribute.name, attribute.value.percentEncoded) }

    let behind = query.map { $0.name + "=" + $0.value.percentEncoded }.joined(separator: "&")
    return "pkcs11:" + parts.joined(separator: ";") + (behind.isEmpty ? "" : "?" + behind)
  }
}

extension PKCS11URI: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    do {
      try self.init(container.decode(String.self))
    } catch let error as PKCS11URIError {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: error.description)
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

extension URIText {
  /// Letters, digits and `-._~` as they are, every other byte as %XX.
  fileprivate var percentEncoded: String {
    bytes.map { isUnreserved($0) ? String(UnicodeScalar($0)) : escaped($0) }.joined()
  }
}

private func escaped(_ byte: UInt8) -> String { "%" + hex(byte, uppercase: true) }

private func hex(_ byte: UInt8, uppercase: Bool) -> String {
  (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: uppercase)
}
