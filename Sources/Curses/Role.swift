/// What a cell means. A theme decides what that looks like.
public enum Role: String, CaseIterable, Sendable, Hashable, Codable {
  case text
  /// Less important than its surroundings, or not possible now.
  case muted
  case title
  /// The head of a column or of a group of rows.
  case heading
  /// The row under the cursor.
  case selection
  /// A row that was marked for an action on several.
  case marked
  /// A key to press, where keys are told.
  case key
  /// A default that comes from an outer scope.
  case inherited
  case good
  case warning
  case bad
  /// Changes are possible: what is done now is done for good.
  case danger
  /// A message that stands over every screen.
  case banner
  case header
  case footer
  case border
  /// A field to type into.
  case input
}
