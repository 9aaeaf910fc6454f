/// What is wrong with a theme, and where.
public struct ThemeError: Error, Hashable, Sendable {
  /// The theme's name or path.
  public let name: String
  public let line: Int
  public let column: Int
  public let message: String
}

extension ThemeError: CustomStringConvertible {
  public var description: String { "\(name):\(line):\(column): \(message)" }
}
