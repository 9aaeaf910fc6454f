import Cryptoki
import HSM
import KeyStoreAPI
import Model
import SecretMemory

/// Fills the demo's store: a tree of policies, a type of its own, and defaults that were proved on the token.
enum DemoPolicies {
  /// Samples: what they hold is no secret.
  private static let earlier = [
    ("Web/Frontend/session-signing", "symmetric-key", "sample: 32 bytes of a session key"),
    ("Web/Internal/grafana", "password", "sample: correct horse"),
    ("HR/payroll-import", "api-token", "sample: hr-4711"),
    ("Archive/ledger-2019", "generic", "sample: a sealed ledger"),
    ("mail-relay", "password", "sample: battery staple"),
  ]
  private static let later = [
    ("Payments/Production/card-processor", "api-token", "sample: pay-1138"),
    ("Payments/Production/settlement", "password", "sample: settle me"),
    ("Payments/Test/card-processor", "api-token", "sample: pay-test"),
    ("Payments/Test/db", "password", "sample: test db"),
    ("Web/Frontend/tls", "private-key", "sample: not a PKCS #8 key"), ("backup-operator", "username", "sample: op"),
  ]

  static func fill(_ invocation: Invocation) throws {
    let configuration = try invocation.configuration()
    let store = try invocation.openStore(configuration)
    let installation = try invocation.install(configuration, store: store)
    do {
      _ = try store.addType("api-token")
      for path in ["Payments/Production", "Payments/Test", "Web/Frontend", "Web/Internal", "HR", "Archive"] {
        _ = try store.addPolicy(try PolicyPath(parsing: path))
      }
      for connection in installation.connections {
        try connection.connect()
        let keys = try connection.listObjects(matching: [.CKA_CLASS: .objectClass(.CKO_SECRET_KEY)])
        func put(_ path: String, _ type: String, _ text: String) throws {
          var bytes = SecretBytes(capacity: max(1, text.utf8.count))
          for byte in text.utf8 { _ = bytes.append(byte) }
          try installation.keyStore.put(bytes, as: try SecretPath(parsing: path), type: type, reason: "demo")
        }
        func set(_ scope: Scope, _ label: String) throws {
          guard let key = keys.first(where: { $0.labelText == label }) else { return }
          try installation.keyStore.setDefault(scope, to: key, on: connection, reason: "demo")
        }
        try set(.global, "kek-2025")
        for (path, type, text) in earlier { try put(path, type, text) }
        // What was put before stays under the key of that time until it is re-protected.
        try set(.global, "kek-2026")
        try set(.type("private-key"), "kek-2025")
        try set(.policy(try PolicyPath(parsing: "Payments")), "payments-kek")
        try set(.policyType(try PolicyPath(parsing: "Payments/Test"), "password"), "branch-kek")
        for (path, type, text) in later { try put(path, type, text) }
        connection.disconnect()
      }
    } catch let error as KeyStoreError {
      throw CommandFailure(error)
    } catch let error as HSMError {
      throw CommandFailure(error)
    }
  }
}
