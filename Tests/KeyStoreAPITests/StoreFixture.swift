import Foundation
import GRDB
import HSM
import KeyStoreAPI

/// A folder of its own with a store in it, gone when the test is.
final class StoreFixture: Sendable {
  let folder: URL
  let store: Store

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("claviger-store-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    store = Store(
      location: StoreLocation(sqlite: folder.appendingPathComponent("claviger.db").path), access: .readWrite)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  var path: String { store.location.path }
  var files: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() } }

  /// Another handle on the same store, as another process would have.
  func other(_ access: StoreAccess = .readWrite, patience: Duration = .seconds(10)) -> Store {
    Store(location: store.location, access: access, patience: patience)
  }

  /// Behind the store's back.
  func sql(_ statements: String, _ arguments: StatementArguments = []) throws {
    try DatabaseQueue(path: path).write { try $0.execute(sql: statements, arguments: arguments) }
  }

  func setDefault(_ scope: Scope, _ key: KeyReference) throws {
    try store.setDefault(scope, to: key, ifUnchangedFrom: store.state(of: scope))
  }

  /// A secret in a policy that must exist.
  func addSecret(_ name: String, type: String, policy: String = "", under key: KeyReference, named: Bool = false) throws
  {
    try addSecrets([name], type: type, policy: policy, under: key, named: named)
  }

  func addSecrets(
    _ names: [String], type: String, policy: String = "", under key: KeyReference, named: Bool = false
  ) throws {
    try DatabaseQueue(path: path).write { database in
      var id = try Data.fetchOne(database, sql: "SELECT id FROM policy WHERE parent IS NULL")
      for component in policy.split(separator: "/") {
        id = try Data.fetchOne(
          database, sql: "SELECT id FROM policy WHERE parent = ? AND name = ?", arguments: [id, String(component)])
      }
      let insert = try database.makeStatement(
        sql: """
          INSERT INTO secret VALUES
            (randomblob(16), ?, ?, ?, 'prod', '1', 'maker', 'model', ?, 31, x'01', ?, ?, 1, 0, 0, 3, 1, 4229, x'', x'', x'')
          """)
      for name in names {
        try insert.execute(
          arguments: [name, type, id, Data(key.label), Data(key.cryptogram.fingerprint), named])
      }
    }
  }
}

/// A key whose fingerprint is made from its label and `value`.
func key(_ label: String, value: UInt8 = 0) -> KeyReference {
  KeyReference(
    token: TokenIdentity(label: "prod", serial: "1", manufacturer: "maker", model: "model"), label: Array(label.utf8),
    keyType: 31, id: [1],
    cryptogram: Cryptogram(
      version: 1, iv: Array(repeating: 1, count: 16), cipherText: Array(repeating: 2, count: 80),
      textHash: Array(repeating: 3, count: 32), fingerprint: Array(label.utf8) + [value],
      mac: Array(repeating: 4, count: 32)))
}

func path(_ text: String) throws -> PolicyPath { try PolicyPath(parsing: text) }

/// The code of the error that `body` ends with; nil where it ends well.
func code(of body: () throws -> Void) -> KeyStoreError.Code? {
  do {
    try body()
    return nil
  } catch {
    return (error as? KeyStoreError)?.code
  }
}
