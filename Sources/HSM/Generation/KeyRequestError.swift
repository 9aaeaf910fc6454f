/// Why no key can be asked for like this; no token was asked.
public struct KeyRequestError: Error, Sendable, Hashable {
  /// One line without its final stop.
  public let message: String
  /// What a person may do.
  public let remedy: String

  init(_ message: String, remedy: String) {
    self.message = message
    self.remedy = remedy
  }
}
