/// What is wrong with the configuration, and what a person may do about it.
public struct SettingsError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Every fault of the configuration is wrong usage.
  public static let exitCode: Int32 = 2

  /// One line, `file:line:column: what is wrong` where the fault has a place.
  public let message: String
  /// What a person may do; empty where the message says it all.
  public let remedy: String

  public init(_ message: String, remedy: String = "") {
    self.message = Self.oneLine(message)
    self.remedy = Self.oneLine(remedy)
  }

  public init(at place: SourcePlace?, _ what: String, remedy: String = "") {
    self.init(place.map { "\($0): \(what)" } ?? what, remedy: remedy)
  }

  public var description: String { message }

  /// Keys and paths are quoted as they were written: nothing in them may move a terminal's cursor or break the line.
  private static func oneLine(_ text: String) -> String {
    let scalars = text.unicodeScalars.map { scalar in
      scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format ? "?" : scalar
    }
    return String(String.UnicodeScalarView(scalars))
  }
}
