public import HSM

/// A pair that is to be made on a token and brought out to files, as the console asks for it.
public struct ExportTask: Sendable, Hashable, Codable {
  public var driver: String
  public var kind: KeyKind
  /// Nil takes what the pair's strength asks for.
  public var transportBits: Int?
  /// Where the private key goes.
  public var file: String
  /// Whether it is encrypted with the passphrase that lies in the model's boxes.
  public var isEncrypted: Bool

  public init(driver: String, kind: KeyKind, transportBits: Int?, file: String, isEncrypted: Bool) {
    self.driver = driver
    self.kind = kind
    self.transportBits = transportBits
    self.file = file
    self.isEncrypted = isEncrypted
  }
}
