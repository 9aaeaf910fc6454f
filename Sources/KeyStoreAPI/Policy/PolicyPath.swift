/// Where a policy stands in the tree, written `Payments/Test`. The root is the empty path.
public struct PolicyPath: Sendable, Hashable {
  public static let deepest = 16
  public static let root = PolicyPath(unchecked: [])

  public let components: [String]

  public init(_ components: [String]) throws(KeyStoreError) {
    guard components.count <= Self.deepest else {
      throw KeyStoreError(
        .invalidName, "cannot use a policy \(components.count) levels deep: \(Self.deepest) is the most",
        remedy: "use a shorter path")
    }
    var checked: [String] = []
    for component in components { checked.append(try Name.checked(component, "policy")) }
    self.components = checked
  }

  /// Reads a path as people write it; the empty text is the root.
  public init(parsing text: String) throws(KeyStoreError) {
    guard !text.isEmpty else {
      self = .root
      return
    }
    try self.init(text.split(separator: "/", omittingEmptySubsequences: false).map(String.init))
  }

  /// For components that were checked before they were stored.
  init(unchecked components: [String]) { self.components = components }

  public var isRoot: Bool { components.isEmpty }
  public var name: String? { components.last }

  /// The path one level up; nil at the root.
  public var parent: PolicyPath? { isRoot ? nil : PolicyPath(unchecked: components.dropLast()) }

  /// This path and those above it, nearest first, without the root.
  public var ancestry: [PolicyPath] {
    Array(sequence(first: self) { $0.parent }.prefix { !$0.isRoot })
  }
}

extension PolicyPath: CustomStringConvertible {
  public var description: String { components.joined(separator: "/") }
}

extension PolicyPath: Comparable {
  /// A parent stands before its children, and a whole branch before its next sibling.
  public static func < (left: PolicyPath, right: PolicyPath) -> Bool {
    left.components.lexicographicallyPrecedes(right.components)
  }
}

extension PolicyPath: Codable {
  public init(from decoder: any Decoder) throws {
    try self.init(parsing: decoder.singleValueContainer().decode(String.self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
