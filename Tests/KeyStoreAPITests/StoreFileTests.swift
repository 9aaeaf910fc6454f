import Foundation
import GRDB
import Testing

@testable import KeyStoreAPI

@Suite("The store's file")
struct StoreFileTests {
  let fixture: StoreFixture
  var store: Store { fixture.store }

  init() throws { fixture = try StoreFixture() }

  @Test("Reading a missing store finds an empty one and makes no file")
  func readingMakesNoFile() throws {
    for handle in [store, fixture.other(.readOnly)] {
      #expect(try handle.listTypes().count == SecretType.builtInNames.count)
      #expect(try handle.listPolicies() == [])
      #expect(try handle.listDefaults() == [])
      #expect(try handle.resolve(type: "password", policy: .root).key == nil)
      #expect(try handle.verifyAudit() == .intact(head: nil))
      #expect(try handle.dataVersion() == 0)
    }
    #expect(try fixture.files == [])
  }

  @Test("A store that others may only read refuses every change, and makes no file")
  func readOnly() throws {
    let reader = fixture.other(.readOnly)
    let error = #expect(throws: KeyStoreError.self) { try reader.addType("t") }
    #expect(error?.code == .refused)
    #expect(error?.exitCode == 6)
    #expect(code { try reader.recordAudit(action: "a", target: "t") } == .refused)
    #expect(try fixture.files == [])
  }

  @Test("A reader sees the store that another makes later")
  func madeLater() throws {
    let reader = fixture.other(.readOnly)
    #expect(try reader.listPolicies() == [])
    try store.addPolicy(path("Payments"))
    #expect(try reader.listPolicies().count == 1)
  }

  @Test("The files are their owner's alone, whatever the umask")
  func permissions() throws {
    let mask = umask(0)
    defer { umask(mask) }
    try store.addType("t")
    #expect(try fixture.files == ["claviger.db", "claviger.db-shm", "claviger.db-wal"])
    for file in try fixture.files {
      var status = stat()
      #expect(lstat(fixture.folder.appendingPathComponent(file).path, &status) == 0)
      #expect(status.st_mode & 0o7777 == 0o600, "\(file)")
    }
  }

  @Test("A directory that is missing is not made")
  func missingDirectory() {
    let store = Store(location: StoreLocation(sqlite: fixture.folder.path + "/no/claviger.db"), access: .readWrite)
    let error = #expect(throws: KeyStoreError.self) { try store.addType("t") }
    #expect(error?.exitCode == 1)
    #expect(error?.message.hasSuffix("its directory does not exist") == true)
  }

  @Test("A directory in the store's place is said to be one")
  func directory() throws {
    try FileManager.default.createDirectory(atPath: fixture.path, withIntermediateDirectories: false)
    let error = #expect(throws: KeyStoreError.self) { try store.listTypes() }
    #expect(error?.code == .storeFailed)
    #expect(error?.message == "cannot open the store \(fixture.path): it is a directory")
  }

  @Test("No link is followed, for none of the files", arguments: ["", "-wal", "-shm"])
  func links(suffix: String) throws {
    if !suffix.isEmpty { try makeStore() }
    let target = fixture.folder.appendingPathComponent("target").path
    #expect(FileManager.default.createFile(atPath: target, contents: Data()))
    try FileManager.default.createSymbolicLink(atPath: fixture.path + suffix, withDestinationPath: target)
    let error = #expect(throws: KeyStoreError.self) { try fixture.other().addType("t") }
    #expect(error?.message == "cannot open the store \(fixture.path + suffix): it is a symbolic link")
    #expect(try Data(contentsOf: URL(fileURLWithPath: target)).isEmpty)
  }

  @Test("A dangling link makes no file")
  func danglingLink() throws {
    try FileManager.default.createSymbolicLink(atPath: fixture.path, withDestinationPath: fixture.path + ".target")
    #expect(code { try store.addType("t") } == .storeFailed)
    #expect(try fixture.files == ["claviger.db"])
  }

  @Test("A file that others may write to is refused", arguments: [mode_t(0o620), 0o602])
  func writableByOthers(mode: mode_t) throws {
    try makeStore()
    #expect(chmod(fixture.path, mode) == 0)
    let error = #expect(throws: KeyStoreError.self) { try fixture.other().listTypes() }
    #expect(error?.code == .storeFailed)
    #expect(error?.remedy == "chmod go-w \(fixture.path)")
  }

  @Test("A file of another user is refused", .enabled(if: geteuid() == 0))
  func foreignOwner() throws {
    try makeStore()
    #expect(chown(fixture.path, 12345, 0) == 0)
    #expect(code { _ = try fixture.other().listTypes() } == .storeFailed)
  }

  @Test("A newer store is refused, by readers and writers, and left as it is")
  func newer() throws {
    try makeStore()
    try fixture.sql("PRAGMA user_version = \(StoreSchema.version + 1)")
    try expectUntouched(.storeNewer)
  }

  @Test("Another program's database is refused and left as it is")
  func foreign() throws {
    try fixture.sql("CREATE TABLE theirs (a)")
    #expect(chmod(fixture.path, 0o600) == 0)
    try expectUntouched(.storeFailed)
  }

  @Test("A file that is no database is refused and left as it is")
  func noDatabase() throws {
    let bytes = Data(repeating: 0x58, count: 5000)
    #expect(
      FileManager.default.createFile(atPath: fixture.path, contents: bytes, attributes: [.posixPermissions: 0o600]))
    try expectUntouched(.storeCorrupt)
  }

  @Test("A damaged page is an error of the store, not a wrong answer")
  func damagedPage() throws {
    try makeStore()
    let size = try #require(try FileManager.default.attributesOfItem(atPath: fixture.path)[.size] as? Int)
    let file = try #require(FileHandle(forWritingAtPath: fixture.path))
    try file.seek(toOffset: 4096)
    try file.write(contentsOf: Data(repeating: 0xA5, count: size - 4096))
    try file.close()
    #expect(code { _ = try fixture.other().listTypes() } == .storeCorrupt)
  }

  @Test("A row that no store holds is an error of the store, not a crash")
  func alteredSchema() throws {
    try makeStore()
    try fixture.sql(
      "DROP TABLE secret_type; CREATE TABLE secret_type (name, built_in); INSERT INTO secret_type VALUES (1, NULL)")
    #expect(code { _ = try fixture.other().listTypes() } == .storeCorrupt)
  }

  @Test("An empty file, as an interrupted start leaves it, becomes a store")
  func emptyFile() throws {
    #expect(FileManager.default.createFile(atPath: fixture.path, contents: nil, attributes: [.posixPermissions: 0o600]))
    #expect(try fixture.other(.readOnly).listPolicies() == [])
    try store.addPolicy(path("Payments"))
    #expect(try fixture.other().listPolicies().count == 1)
  }

  @Test("A store that was marked and not finished is read as empty, and finished by the next change")
  func unfinished() throws {
    try fixture.sql("PRAGMA application_id = \(StoreSchema.applicationID)")
    #expect(chmod(fixture.path, 0o600) == 0)
    #expect(try fixture.other(.readOnly).listTypes().count == SecretType.builtInNames.count)
    try store.addType("t")
    #expect(try fixture.other().listTypes().count == SecretType.builtInNames.count + 1)
  }

  @Test(
    "The file is opened as one that others may have written, and changes are on the disk when they are done",
    arguments: [
      ("trusted_schema", "0"), ("cell_size_check", "1"), ("synchronous", "2"), ("foreign_keys", "1"),
      ("journal_mode", "wal"), ("busy_timeout", "10000"),
    ])
  func settings(pragma: String, value: String) throws {
    try store.addType("t")
    let found = try store.read("read a setting") { try Row.fetchOne($0, sql: "PRAGMA \(pragma)") }
    #expect(try #require(found?.databaseValues.first).description.filter { $0 != "\"" } == value)
  }

  @Test(
    "Even SQL that got in from elsewhere can neither rewrite the schema past its checks nor switch the journal off",
    arguments: [
      "UPDATE sqlite_schema SET sql = 'CREATE TABLE audit (a)' WHERE name = 'audit'",
      "DELETE FROM sqlite_schema WHERE name = 'audit_no_delete'",
    ])
  func defensive(statement: String) throws {
    try store.addType("t")
    #expect(throws: KeyStoreError.self) {
      try store.change("write the schema") { database in
        try database.execute(sql: "PRAGMA writable_schema = ON")
        try database.execute(sql: statement)
        return Change(value: (), entry: nil)
      }
    }
    #expect(try store.verifyAudit() == .intact(head: store.auditHead()))
    try store.note("switch the journal off") { try $0.execute(sql: "PRAGMA journal_mode = OFF") }
    let mode = try store.read("read a setting") { try String.fetchOne($0, sql: "PRAGMA journal_mode") }
    #expect(mode == "wal")
  }

  /// A whole store with no connection left open.
  private func makeStore() throws {
    try fixture.other().addType("t")
  }

  private func expectUntouched(_ expected: KeyStoreError.Code) throws {
    let before = try Data(contentsOf: URL(fileURLWithPath: fixture.path))
    for access in [StoreAccess.readOnly, .readWrite] {
      #expect(code { _ = try fixture.other(access).listTypes() } == expected)
    }
    let error = #expect(throws: KeyStoreError.self) { try fixture.other().addType("u") }
    #expect(error?.code == expected)
    #expect(error?.exitCode == 1)
    #expect(try Data(contentsOf: URL(fileURLWithPath: fixture.path)) == before)
    #expect(try fixture.files == ["claviger.db"])
  }
}
