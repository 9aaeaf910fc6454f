import Cryptoki
import HSM
import KeyStoreAPI
import Model

extension DriverWork {
  /// Finds the one pair that a name means, by the half that is there, the private one where both are; nil where several
  /// fit, or none, which is reported.
  func findPair(_ name: KeyName) throws -> OperationKey? {
    try findKey(name) { $0.key.objectClass == .CKO_PRIVATE_KEY || $0.key.objectClass == .CKO_PUBLIC_KEY }
  }

  /// Does something on a token that leaves a trace: an entry in the log before it, and one after.
  func audited<Value: Sendable>(
    _ action: String, _ key: OperationKey, to detail: String? = nil,
    _ body: @escaping @Sendable () throws(HSMError) -> Value
  ) throws -> Value {
    let store = installation.keyStore.store
    let reason = invocation.options.reason
    let target = key.record.uri
    return try onAll { try store.audited(action, target, to: detail, reason: reason, body) }
  }
}
