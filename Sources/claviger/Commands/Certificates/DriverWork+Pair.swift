import Cryptoki
import HSM
import KeyStoreAPI
import Model

extension DriverWork {
  /// Finds the one pair that a name means; nil where several fit, or none, which is reported.
  ///
  /// Halves and certificates with one CKA_ID are one pair; where `half` is not among what was found, the other stands
  /// for both.
  ///
  /// - Parameter half: the half that the command works with.
  func pair(named name: KeyName, half: ObjectClass) throws -> OperationKey? {
    let outcomes = onEachDriver(
      login: .required, concerns: name.concerns, concernsToken: name.concerns
    ) { connection in
      try KeyRecord.list(on: connection, needsLogin: true) { record in
        name.matches(record)
          && (record.key.objectClass == .CKO_PRIVATE_KEY || record.key.objectClass == .CKO_PUBLIC_KEY)
      }
    }
    let found = try outcomes.flatMap { connection, result in try result.get().map { ($0, connection) } }
    let wanted = found.filter { $0.0.key.objectClass == half }
    let candidates = wanted.isEmpty ? found : wanted
    if candidates.count == 1, found.allSatisfy({ $0.0.key.id == candidates[0].0.key.id }) { return candidates[0] }
    _ = reportNotOne(name, found.map(\.0))
    return nil
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

  /// Refuses what belongs to the use case hardware on a driver that is not configured for it.
  func requireHardware(_ key: OperationKey) throws {
    let driver = key.connection.driver
    guard driver.useCases.contains(.hardware) else {
      throw CommandFailure(
        6, "driver \(driver.name) is not configured for use case hardware",
        remedy: "add hardware to `use-cases:` of driver \(driver.name)")
    }
  }
}
