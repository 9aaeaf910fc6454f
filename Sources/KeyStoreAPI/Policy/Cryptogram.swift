/// Known text encrypted with a key when the key was first selected: it tells later which of several keys is meant.
///
/// The text itself is not kept, only its hash.
public struct Cryptogram: Sendable, Hashable, Codable {
  public var version: Int
  public var iv: [UInt8]
  public var cipherText: [UInt8]
  /// SHA-256 of the text.
  public var textHash: [UInt8]
  /// The same for all copies of one key on any token, and different for any other key.
  public var fingerprint: [UInt8]
  /// Made with the key, over all of this and the scope.
  public var mac: [UInt8]

  public init(
    version: Int, iv: [UInt8], cipherText: [UInt8], textHash: [UInt8], fingerprint: [UInt8], mac: [UInt8]
  ) {
    self.version = version
    self.iv = iv
    self.cipherText = cipherText
    self.textHash = textHash
    self.fingerprint = fingerprint
    self.mac = mac
  }
}
