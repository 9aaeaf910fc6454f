public import Cryptoki

/// A key as a person asks for it, before it is put into templates.
public struct KeyRequest: Sendable, Hashable, Codable {
  public var kind: KeyKind
  public var label: String
  /// CKA_ID, the same in both halves.
  public var id: [UInt8]
  public var uses: Set<KeyUse>
  public var start: CKDate?
  public var end: CKDate?
  public var isExtractable = false
  /// Attributes that go before what follows from all of the above.
  public var changes: Template = [:]

  /// - Parameter id: nil makes 16 random bytes.
  public init(_ kind: KeyKind, label: String, id: [UInt8]? = nil, uses: Set<KeyUse>? = nil) {
    self.kind = kind
    self.label = label
    self.id = id ?? randomBytes(16)
    self.uses = uses ?? kind.usualUses
  }
}
