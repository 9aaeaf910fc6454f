import Cryptoki
import HSM

/// How a person names a key: by its label, or by a PKCS#11 URI.
struct KeyName: Sendable {
  let text: String
  private let uri: PKCS11URI?

  init(_ text: String) throws {
    self.text = text
    guard text.lowercased().hasPrefix("pkcs11:") else {
      uri = nil
      return
    }
    do {
      uri = try PKCS11URI(text)
    } catch {
      throw CommandFailure(
        2, "the URI cannot be used: \(error)", remedy: "`claviger keys list --json` writes each key's URI")
    }
  }

  func matches(_ key: KeyObject) -> Bool {
    guard let uri else { return key.label == Array(text.utf8) }
    return uri.matchesToken(
      label: key.token.label, serial: key.token.serial, manufacturer: key.token.manufacturer, model: key.token.model)
      && (key.objectClass.map { uri.matchesObject(class: $0, label: key.label, id: key.id) } ?? false)
  }
}
