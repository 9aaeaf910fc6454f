/// One column of one row.
public struct Cell: Sendable, Hashable {
  /// A character with its marks, safe to show. A blank where ``isContinuation`` is true.
  public var character: Character
  public var role: Role
  /// The right half of the wide character before it.
  public var isContinuation: Bool

  public init(character: Character = " ", role: Role = .text, isContinuation: Bool = false) {
    self.character = character
    self.role = role
    self.isContinuation = isContinuation
  }

  static let blank = Cell()
}
