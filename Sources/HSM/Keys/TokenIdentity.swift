public import Cryptoki

/// A token as CK_TOKEN_INFO names it. Slot numbers move and labels repeat, so a token is known by all four.
public struct TokenIdentity: Sendable, Hashable, Codable {
  public var label: String
  public var serial: String
  public var manufacturer: String
  public var model: String

  public init(label: String, serial: String, manufacturer: String, model: String) {
    self.label = label
    self.serial = serial
    self.manufacturer = manufacturer
    self.model = model
  }

  public init(_ info: TokenInfo) {
    self.init(label: info.label, serial: info.serial, manufacturer: info.manufacturer, model: info.model)
  }
}
