import Cryptoki
import HSM
import KeyStoreAPI
import Model

extension DriverWork {
  typealias OperationKey = (record: KeyRecord, connection: Connection)

  /// Finds the one key of a name that an operation can use; nil where several can, or none, which is reported.
  ///
  /// Only drivers with the use case hardware are searched.
  ///
  /// - Throws: 6 where no driver that the name may mean has the use case; what kept a driver from being searched, since
  ///   the name may then mean another key.
  func key(for operation: RequestedOperation) throws -> OperationKey? {
    let (name, use, type) = (operation.name, operation.use, operation.type)
    let concerned = installation.connections.map(\.driver).filter(name.concerns)
    guard concerned.isEmpty || concerned.contains(where: { $0.useCases.contains(.hardware) }) else {
      let names = concerned.map(\.name).joined(separator: ", ")
      throw CommandFailure(
        6, "nothing is \(use.participle) on \(names): use case hardware is not configured",
        remedy: "add hardware to `use-cases:` of the driver")
    }
    let outcomes = onEachDriver(
      login: .required, concerns: { name.concerns($0) && $0.useCases.contains(.hardware) },
      concernsToken: name.concerns
    ) { connection in
      try KeyRecord.list(on: connection) { name.matches($0) && use.takes($0.key, for: type) }
    }
    let found = try outcomes.flatMap { connection, result in try result.get().map { ($0, connection) } }
    if found.count == 1 { return found[0] }
    _ = reportNotOne(name, found.map(\.0))
    return nil
  }
}

extension OperationUse {
  var participle: String {
    switch self {
    case .sign: "signed"
    case .verify: "verified"
    case .encrypt: "encrypted"
    case .decrypt: "decrypted"
    }
  }
}

extension Invocation {
  /// Refuses under --read-only what must leave a trace.
  func refuseReadOnly(_ use: OperationUse) throws {
    guard options.readOnly else { return }
    throw CommandFailure(
      6, "nothing can be \(use.participle): it leaves a trace, and --read-only was given", remedy: "leave it out")
  }
}

extension JSONValue {
  /// A key as results name it.
  static func key(_ record: KeyRecord) -> JSONValue {
    .object([
      ("uri", .string(record.uri)), ("label", .string(record.key.labelText)),
      ("token", .string(record.key.token.label)), ("driver", .string(record.key.driver)),
    ])
  }
}
