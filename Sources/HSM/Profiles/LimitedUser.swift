public import Cryptoki

/// A user of a vendor's own who may use keys, and may not make, change or destroy any.
public struct LimitedUser: Sendable, Hashable {
  public let type: UserType
  /// As the vendor's books call it: `crypto user`.
  public let title: String

  init(_ number: UInt, _ title: String) {
    type = UserType(rawValue: number)
    self.title = title
  }
}
