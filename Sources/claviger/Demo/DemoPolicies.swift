import Cryptoki
import HSM
import KeyStoreAPI
import Model

/// Fills the demo's store: a tree of policies, a type of its own, and defaults that were proved on the token.
enum DemoPolicies {
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
        func set(_ scope: Scope, _ label: String) throws {
          guard let key = keys.first(where: { $0.labelText == label }) else { return }
          try installation.keyStore.setDefault(scope, to: key, on: connection, reason: "demo")
        }
        try set(.global, "kek-2026")
        try set(.type("private-key"), "kek-2025")
        try set(.policy(try PolicyPath(parsing: "Payments")), "payments-kek")
        try set(.policyType(try PolicyPath(parsing: "Payments/Test"), "password"), "branch-kek")
        connection.disconnect()
      }
    } catch let error as KeyStoreError {
      throw CommandFailure(error)
    } catch let error as HSMError {
      throw CommandFailure(error)
    }
  }
}
