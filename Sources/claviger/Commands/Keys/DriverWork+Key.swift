import Cryptoki
import HSM
import KeyStoreAPI
import Model

extension DriverWork {
  /// Finds the one key that a name means, and its driver; nil where several fit, or none, which is reported.
  ///
  /// Halves of a pair with one id are one key, and the private half stands for both; a certificate beside them is not
  /// meant.
  ///
  /// - Parameter isUsable: objects that the command can do nothing with do not count.
  /// - Throws: what kept a driver from being searched, since the name may then mean another key.
  func findKey(_ name: KeyName, where isUsable: @escaping @Sendable (KeyRecord) -> Bool = { _ in true }) throws
    -> (record: KeyRecord, connection: Connection)?
  {
    let outcomes = onEachDriver(login: .required, concerns: name.concerns, concernsToken: name.concerns) { connection in
      try KeyRecord.list(on: connection) { name.matches($0) && isUsable($0) }
    }
    var found = try outcomes.flatMap { connection, result in try result.get().map { ($0, connection) } }
    if found.contains(where: { $0.0.key.keyType != nil }) { found.removeAll { $0.0.key.keyType == nil } }
    guard KeyRecord.areOneKey(found.map(\.0)) else {
      _ = reportNotOne(name, found.map(\.0))
      return nil
    }
    return found.first { $0.0.key.objectClass == .CKO_PRIVATE_KEY } ?? found.first
  }

  /// The driver of a command that no key ties to one.
  func soleConnection() throws -> Connection {
    let connections = installation.connections
    guard connections.count == 1 else {
      throw CommandFailure(
        2, "--driver is needed: several drivers are configured",
        remedy: "name one of \(connections.map(\.driver.name).joined(separator: ", "))")
    }
    return connections[0]
  }

  /// Answers a change with the rows that it made.
  func showRows(_ keys: [KeyObject]) throws {
    let dependents = try installation.keyStore.store.listDependents()
    let records = keys.map { KeyRecord($0, dependents: dependents.filter($0.isReferred(by:))) }
    if invocation.options.json {
      invocation.streams.print(JSONValue.array(records.map(\.json)).text + "\n")
      return
    }
    var table = TextTable(KeyRecord.headings)
    for record in records { table.add(record.cells) }
    invocation.streams.print(table.text)
  }
}

extension KeyRecord {
  /// Whether these are one key: a single object, or the halves of a pair and their certificate, which share an id.
  static func areOneKey(_ records: [KeyRecord]) -> Bool {
    guard let first = records.first else { return false }
    if records.count == 1 { return true }
    return !first.key.id.isEmpty
      && records.allSatisfy { $0.key.token == first.key.token && $0.key.id == first.key.id }
      && Set(records.map(\.key.objectClass)).count == records.count
  }
}

extension KeyObject {
  fileprivate func isReferred(by dependents: KeyDependents) -> Bool { dependents.hang(on: self) }

  /// What has to be typed before it is destroyed: its label, or where it has none its id.
  var confirmation: String { label.isEmpty ? hexadecimal(id) : printableLabel }
}
