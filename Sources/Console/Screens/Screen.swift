import Curses

/// What a screen is: drawn from the state, with rows to walk over and actions of its own.
protocol Screen {
  static var title: String { get }
  /// The rows that the cursor walks over.
  static func rowCount(_ state: State) -> Int
  static func draw(_ state: State, into frame: inout Frame, _ area: Area)
  /// Why an action of this screen is not possible now; nil when it is.
  static func refusal(of action: Action, _ state: State) -> String?
  /// Does an action that is this screen's own, or opens the row under the cursor.
  static func perform(_ action: Action, _ state: inout State) -> [Effect]
  /// What is read anew on `refresh`.
  static func refresh(_ state: inout State) -> [Effect]
  /// The driver whose name and state stand in the header.
  static func driver(_ state: State) -> String?
}
