public import Foundation

/// A secret as lists show it: all that is known of it but its content.
public struct Secret: Sendable, Hashable, Codable {
  /// The most bytes that a secret may have.
  public static let largest = 1 << 20

  /// 128 random bits.
  public let id: [UInt8]
  public let path: SecretPath
  public let type: String
  /// The key that it is encrypted with.
  public let key: KeyIdentity
  /// Whether that key was named with the secret: it then stays when defaults change.
  public let named: Bool
  /// Raised by whatever changes the secret.
  public let revision: Int64
  public let createdAt: Date
  /// When it was last encrypted.
  public let protectedAt: Date
  /// In bytes, as it was put.
  public let size: Int

  public init(
    id: [UInt8], path: SecretPath, type: String, key: KeyIdentity, named: Bool, revision: Int64, createdAt: Date,
    protectedAt: Date, size: Int
  ) {
    self.id = id
    self.path = path
    self.type = type
    self.key = key
    self.named = named
    self.revision = revision
    self.createdAt = createdAt
    self.protectedAt = protectedAt
    self.size = size
  }
}
