import Cryptoki
import HSM
import KeyStoreAPI

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

  /// Whether a driver's token may be the one that the URI names, as far as the configuration tells.
  func concerns(_ driver: DriverConfiguration) -> Bool {
    func agrees(_ wanted: URIText?, _ configured: String?) -> Bool {
      guard let wanted, let configured else { return true }
      return wanted == URIText(configured)
    }
    return agrees(uri?.token, driver.token.label) && agrees(uri?.serial, driver.token.serial)
      && agrees(uri?.manufacturer, driver.token.manufacturer) && agrees(uri?.model, driver.token.model)
  }

  func concerns(_ token: TokenIdentity) -> Bool {
    uri?.matchesToken(
      label: token.label, serial: token.serial, manufacturer: token.manufacturer, model: token.model) ?? true
  }

  /// Whether the name may mean a key that defaults or secrets refer to.
  func matches(_ key: KeyDependents) -> Bool {
    guard let uri else { return key.label == Array(text.utf8) }
    return concerns(key.token) && uri.matchesObject(class: .CKO_SECRET_KEY, label: key.label, id: key.id)
  }

  func matches(_ record: KeyRecord) -> Bool {
    let key = record.key
    guard let uri else { return key.label == Array(text.utf8) }
    return concerns(key.token)
      && (key.objectClass.map { uri.matchesObject(class: $0, label: key.label, id: key.id) } ?? false)
      && (uri.checkValue.map(record.hasCheckValue) ?? true)
  }
}

extension DriverWork {
  /// Says that a name fits no key, or several: their URIs, one a line.
  func reportNotOne(_ name: KeyName, _ records: [KeyRecord]) -> Int32 {
    let failure =
      records.isEmpty
      ? CommandFailure(5, "no key is named \(name.text)", remedy: "`claviger keys list` shows them")
      : CommandFailure(
        5, "\(records.count) objects fit \(name.text)", remedy: "name one by its URI, or choose in the console")
    failure.report(asJSON: invocation.options.json)
    for record in records { invocation.streams.message(record.uri) }
    return 5
  }
}
