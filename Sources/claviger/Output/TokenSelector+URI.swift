import Cryptoki
import HSM
import KeyStoreAPI

extension TokenSelector {
  /// The selector as the configuration writes it.
  var uri: String {
    let fields = [("token", label), ("serial", serial), ("manufacturer", manufacturer), ("model", model)]
    return "pkcs11:"
      + fields.compactMap { name, value in
        value.map { text in
          name + "="
            + text.utf8.reduce(into: "") { escaped, byte in
              let character = Character(Unicode.Scalar(byte))
              if byte < 0x80, character.isLetter || character.isNumber || "-._~".contains(character) {
                escaped.append(character)
              } else {
                escaped += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
              }
            }
        }
      }.joined(separator: ";")
  }

  /// Whether a remembered token is one that the configuration may mean.
  func fits(_ token: TokenIdentity) -> Bool {
    (label.map { $0 == token.label } ?? true) && (serial.map { $0 == token.serial } ?? true)
      && (manufacturer.map { $0 == token.manufacturer } ?? true) && (model.map { $0 == token.model } ?? true)
  }
}
