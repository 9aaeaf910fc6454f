/// What names tokens and objects in text: a PKCS#11 URI (RFC 7512). What is nil is not asked for; what is empty is asked
/// to be empty.
public struct PKCS11URI: Hashable, Sendable {
  /// An attribute that has no property here.
  public struct Attribute: Hashable, Sendable {
    public let name: String
    public let value: URIText

    public init(name: String, value: URIText) {
      self.name = name
      self.value = value
    }
  }

  /// `library-version`.
  public struct LibraryVersion: Hashable, Sendable {
    public let major: UInt8
    public let minor: UInt8

    public init(major: UInt8, minor: UInt8) {
      self.major = major
      self.minor = minor
    }
  }

  /// The token's label.
  public var token: URIText?
  public var serial: URIText?
  public var manufacturer: URIText?
  public var model: URIText?

  /// The object's CKA_LABEL.
  public var object: URIText?
  /// The object's CKA_CLASS.
  public var type: ObjectClass?
  /// The object's CKA_ID.
  public var id: [UInt8]?
  /// `x-kcv`: the key's check value, which tells apart objects that agree in all else.
  public var checkValue: [UInt8]?

  public var slotID: UInt?
  public var slotDescription: URIText?
  public var slotManufacturer: URIText?
  public var libraryManufacturer: URIText?
  public var libraryDescription: URIText?
  public var libraryVersion: LibraryVersion?

  /// Attributes of the path that are not known here, as they came.
  public var otherAttributes: [Attribute] = []
  /// Attributes behind the question mark, such as `module-path`, as they came.
  public var query: [Attribute] = []

  public init(
    token: URIText? = nil, serial: URIText? = nil, object: URIText? = nil, type: ObjectClass? = nil, id: [UInt8]? = nil
  ) {
    self.token = token
    self.serial = serial
    self.object = object
    self.type = type
    self.id = id
  }
}

extension PKCS11URI {
  /// The value of the first attribute of this name behind the question mark.
  public func queryValue(_ name: String) -> URIText? { query.first { $0.name == name }?.value }

  /// Whether a token's four fields are the ones asked for.
  public func matchesToken(label: String, serial: String, manufacturer: String, model: String) -> Bool {
    Self.agrees(token, label) && Self.agrees(self.serial, serial) && Self.agrees(self.manufacturer, manufacturer)
      && Self.agrees(self.model, model)
  }

  /// Whether an object's class, label and id are the ones asked for; nil is an attribute that the object lacks, and
  /// counts as empty. The check value is not looked at: whoever can read or compute it compares it.
  public func matchesObject(class objectClass: ObjectClass, label: [UInt8]?, id: [UInt8]?) -> Bool {
    (type.map { $0 == objectClass } ?? true)
      && (object.map { $0.bytes == label ?? [] } ?? true)
      && (self.id.map { $0 == id ?? [] } ?? true)
  }

  private static func agrees(_ wanted: URIText?, _ found: String) -> Bool {
    wanted.map { $0.bytes.elementsEqual(found.utf8) } ?? true
  }

  /// The words of `type` and the classes they stand for.
  static let typeWords: [(word: String, objectClass: ObjectClass)] = [
    ("public", .CKO_PUBLIC_KEY),
    ("private", .CKO_PRIVATE_KEY),
    ("cert", .CKO_CERTIFICATE),
    ("secret-key", .CKO_SECRET_KEY),
    ("data", .CKO_DATA),
  ]
}
