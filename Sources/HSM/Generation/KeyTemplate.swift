public import Cryptoki

/// What a new key is made with: a template for a secret key, or one for each half of a pair.
public struct KeyTemplate: Sendable, Hashable, Codable {
  /// One object that is made.
  public struct Half: Sendable, Hashable, Codable {
    public let objectClass: ObjectClass
    public var template: Template
  }
  public let kind: KeyKind
  /// A secret key; or the private half, then the public one.
  public private(set) var halves: [Half]

  /// Puts a wish into templates. Whatever a key may be used for is said, false included: a token that is not told
  /// otherwise allows what it likes. No half is given what only the other has.
  ///
  /// - Throws: `KeyRequestError` for what cannot be in a template, or no such key can have.
  public init(_ request: KeyRequest) throws(KeyRequestError) {
    kind = request.kind
    try Self.check(request)
    let classes: [ObjectClass] = kind.isPair ? [.CKO_PRIVATE_KEY, .CKO_PUBLIC_KEY] : [.CKO_SECRET_KEY]
    halves = classes.map { Half(objectClass: $0, template: Self.template($0, request)) }
    for change in request.changes.attributes {
      try Self.checkChange(change.type, kind)
      for index in halves.indices where change.type.isCarried(by: halves[index].objectClass) {
        halves[index].template[change.type] = change.value
      }
    }
  }

  private static func template(_ objectClass: ObjectClass, _ request: KeyRequest) -> Template {
    let kind = request.kind
    var template: Template = [
      .CKA_CLASS: .objectClass(objectClass), .CKA_KEY_TYPE: .keyType(kind.keyType), .CKA_TOKEN: true,
      .CKA_PRIVATE: .bool(objectClass != .CKO_PUBLIC_KEY), .CKA_LABEL: .text(request.label),
      .CKA_ID: .bytes(request.id),
    ]
    if objectClass != .CKO_PUBLIC_KEY {
      template[.CKA_SENSITIVE] = true
      template[.CKA_EXTRACTABLE] = .bool(request.isExtractable)
    }
    switch kind {
    case .aes(let bits): template[.CKA_VALUE_LEN] = .number(UInt(bits / 8))
    case .rsa(let bits) where objectClass == .CKO_PUBLIC_KEY:
      template[.CKA_MODULUS_BITS] = .number(UInt(bits))
      template[.CKA_PUBLIC_EXPONENT] = .bytes([1, 0, 1])
    case .curve(let curve) where objectClass == .CKO_PUBLIC_KEY:
      template[.CKA_EC_PARAMS] = .bytes(curve.parameters)
    case .rsa, .curve: break
    }
    let allowed = Set(request.uses.flatMap(\.attributes))
    for type in KeyUse.allAttributes where type.isCarried(by: objectClass) {
      // Deriving is the private half's.
      template[type] = .bool(allowed.contains(type) && !(type == .CKA_DERIVE && objectClass == .CKO_PUBLIC_KEY))
    }
    if let start = request.start { template[.CKA_START_DATE] = .date(start) }
    if let end = request.end { template[.CKA_END_DATE] = .date(end) }
    return template
  }

  /// The same without what a strict token may refuse and nobody misses: what the mechanism says anyway, and what is
  /// false by the standard. No other attribute may be left out: a token's own default could be looser than what was
  /// asked.
  func withoutObvious() -> KeyTemplate {
    var copy = self
    for index in halves.indices {
      for type in [AttributeType.CKA_CLASS, .CKA_KEY_TYPE] { copy.halves[index].template[type] = nil }
      if halves[index].template[.CKA_DERIVE] == false { copy.halves[index].template[.CKA_DERIVE] = nil }
    }
    return copy
  }

  public var label: String {
    guard case .bytes(let label) = halves[0].template[.CKA_LABEL] else { return "" }
    return String(decoding: label, as: UTF8.self)
  }

  /// The template of one half; empty where there is no such half.
  public subscript(objectClass: ObjectClass) -> Template {
    halves.first { $0.objectClass == objectClass }?.template ?? [:]
  }
}

extension KeyTemplate {
  private static func check(_ request: KeyRequest) throws(KeyRequestError) {
    func refuse(_ what: String, _ remedy: String) -> KeyRequestError { KeyRequestError(what, remedy: remedy) }
    if request.label.isEmpty { throw refuse("a key needs a label", "give one: it names the key from now on") }
    if request.id.isEmpty { throw refuse("a key needs an id", "leave it out for 16 random bytes") }
    if request.uses.isEmpty { throw refuse("a key needs a use", "name one: \(words(request.kind.possibleUses))") }
    let impossible = request.uses.subtracting(request.kind.possibleUses)
    if !impossible.isEmpty {
      throw refuse(
        "\(request.kind.name) keys cannot be made for \(words(impossible))",
        "possible are \(words(request.kind.possibleUses))")
    }
    if let start = request.start, let end = request.end, end < start {
      throw refuse("the key would end on \(end), before it begins on \(start)", "exchange the dates")
    }
  }

  private static func words(_ uses: Set<KeyUse>) -> String {
    KeyUse.allCases.filter(uses.contains).map(\.rawValue).joined(separator: ", ")
  }

  private static func checkChange(_ type: AttributeType, _ kind: KeyKind) throws(KeyRequestError) {
    let classes: [ObjectClass] = kind.isPair ? [.CKO_PRIVATE_KEY, .CKO_PUBLIC_KEY] : [.CKO_SECRET_KEY]
    guard type.canBeChosen, type != .CKA_LABEL, type != .CKA_ID else {
      throw KeyRequestError(
        "\(type.name) cannot be chosen: the token or another option sets it", remedy: "leave it out")
    }
    guard classes.contains(where: type.isCarried) else {
      throw KeyRequestError("\(kind.name) keys have no \(type.name)", remedy: "leave it out")
    }
  }
}

extension Template {
  /// Whether keys that are there can be given these attributes, as far as the standard tells.
  ///
  /// - Throws: `KeyRequestError` for results, which tokens alone set, and for a label, which has a way of its own.
  public func checkCanBeSet() throws(KeyRequestError) {
    for type in attributes.map(\.type) {
      if type == .CKA_LABEL {
        throw KeyRequestError(
          "CKA_LABEL is not set like this: references to the key must follow it", remedy: "use `claviger keys rename`")
      }
      guard type.canBeChosen else {
        throw KeyRequestError("\(type.name) cannot be set: it is the token's own result", remedy: "leave it out")
      }
    }
  }
}

extension AttributeType {
  /// What a key consists of, or the token says of it.
  private static let decided: Set<AttributeType> = [
    .CKA_CLASS, .CKA_KEY_TYPE, .CKA_VALUE_LEN, .CKA_MODULUS, .CKA_MODULUS_BITS, .CKA_EC_PARAMS, .CKA_EC_POINT,
    .CKA_PUBLIC_KEY_INFO,
  ]

  /// Whether a person may say what it is.
  fileprivate var canBeChosen: Bool { !isReadOnly && !isSensitive && !Self.decided.contains(self) }
}
