import Cryptoki
import Foundation
import GRDB
import HSM
import KeyStoreAPI
import SecretMemory
import Testing
import TokenSupport

@Suite(.oneDriverAtATime) struct EnvelopeTests {
  /// Opens what lies in the store now; the error that it ends with, and how many times C_Decrypt was called.
  private func open(_ place: SecretPlace, _ name: String = "it") -> KeyStoreError? {
    do {
      _ = try place.get(name)
      return nil
    } catch {
      return error as? KeyStoreError
    }
  }

  @Test func `every single bit that is changed keeps a secret shut, always with the same error`() throws {
    let place = try SecretPlace()
    defer { place.connection.disconnect() }
    _ = try place.put(Array("correct horse battery staple".utf8), "it")
    let database = try DatabaseQueue(path: place.fixture.path)
    let row = try #require(try database.read { try Row.fetchOne($0, sql: "SELECT * FROM secret") })
    let expected = KeyStoreError(
      .cannotOpen, "cannot open the secret it: it is not what was put there",
      remedy: "look at the audit log, and restore the store from a backup")
    let calls = place.connection.status.calls
    var changes = 0
    func tryWith(_ column: String, _ value: some DatabaseValueConvertible) throws {
      try database.write { try $0.execute(sql: "UPDATE secret SET \(column) = ?", arguments: [value]) }
      #expect(open(place) == expected, "\(column)")
      changes += 1
    }
    for column in ["iv", "mac", "cipher_text", "id"] {
      let bytes = try #require(row[column] as Data?)
      for bit in 0..<(bytes.count * 8) {
        var changed = bytes
        changed[bit / 8] ^= 1 << UInt8(bit % 8)
        try tryWith(column, changed)
      }
      try tryWith(column, column == "id" ? Data(count: 16) : Data(bytes.dropLast()))
      if column != "id" { try tryWith(column, bytes + [0]) }
      try database.write { try $0.execute(sql: "UPDATE secret SET \(column) = ?", arguments: [bytes]) }
    }
    for column in ["revision", "envelope_version", "mechanism"] {
      let number = try #require(row[column] as Int64?)
      for bit in 0..<62 where number ^ 1 << Int64(bit) >= 1 { try tryWith(column, number ^ 1 << Int64(bit)) }
      try database.write { try $0.execute(sql: "UPDATE secret SET \(column) = ?", arguments: [number]) }
    }
    #expect(changes > 950)
    // The seed was made when the secret was put; no refusal asked the token anything.
    #expect(place.connection.status.calls == calls)
    #expect(open(place) == nil)
  }

  @Test func `a swapped envelope, name, type or policy keeps a secret shut`() throws {
    let place = try SecretPlace()
    defer { place.connection.disconnect() }
    try place.store.addPolicy(path("A"))
    _ = try place.put([1, 2, 3], "it")
    _ = try place.put([4, 5, 6], "other")
    let database = try DatabaseQueue(path: place.fixture.path)
    func changed(_ sql: String) throws -> KeyStoreError.Code? {
      let error = try database.inTransactionThatIsLost(sql) { copy in
        let keyStore = KeyStore(
          store: Store(location: StoreLocation(sqlite: copy), access: .readOnly), connections: [place.connection])
        return code { _ = try keyStore.get(secretPath("it")) }
      }
      return error
    }
    let envelope = "SET (iv, mac, cipher_text) = (SELECT iv, mac, cipher_text FROM secret WHERE name = 'other')"
    #expect(try changed("UPDATE secret \(envelope) WHERE name = 'it'") == .cannotOpen)
    #expect(
      try changed(
        "UPDATE secret SET name = 'x' WHERE name = 'it'; UPDATE secret SET name = 'it' WHERE name = 'other'")
        == .cannotOpen)
    #expect(try changed("UPDATE secret SET type = 'generic' WHERE name = 'it'") == .cannotOpen)
    #expect(
      try changed(
        """
        UPDATE secret SET policy = (SELECT id FROM policy WHERE name = 'A') WHERE name = 'it';
        UPDATE secret SET name = 'it', policy = (SELECT id FROM policy WHERE parent IS NULL) WHERE name = 'other';
        """) == .cannotOpen)
    #expect(try changed("UPDATE meta SET store_id = randomblob(16)") == .cannotOpen)
    #expect(try changed("UPDATE secret SET size = 2 WHERE name = 'it'") == .cannotOpen)
    #expect(try changed("SELECT 1") == nil)
  }

  @Test func `an older envelope, put back with everything but its revision, keeps a secret shut`() throws {
    let place = try SecretPlace()
    defer { place.connection.disconnect() }
    _ = try place.put([1], "it")
    try place.fixture.sql("CREATE TABLE kept AS SELECT iv, mac, cipher_text FROM secret")
    _ = try place.put([2], "it", replacing: true)
    try place.fixture.sql("UPDATE secret SET (iv, mac, cipher_text) = (SELECT * FROM kept)")
    #expect(open(place)?.code == .cannotOpen)
  }

  @Test func `an attacker who has the whole store and knows a secret makes no envelope that opens`() throws {
    let place = try SecretPlace()
    defer { place.connection.disconnect() }
    let known = [UInt8](repeating: 0x41, count: 64)
    _ = try place.put(known, "known")
    _ = try place.put(Array("the secret that he wants changed".utf8), "it")
    let database = try DatabaseQueue(path: place.fixture.path)
    let rows = try database.read { try Row.fetchAll($0, sql: "SELECT * FROM secret ORDER BY name") }
    let cryptogram = try #require(try database.read { try Row.fetchOne($0, sql: "SELECT * FROM default_key") })
    let knownRow = try #require(rows.first { $0["name"] == "known" })
    let wanted = try #require(rows.first { $0["name"] == "it" })
    func attempt(iv: Data, text: Data, mac: Data) throws {
      try database.write {
        try $0.execute(
          sql: "UPDATE secret SET iv = ?, cipher_text = ?, mac = ? WHERE name = 'it'", arguments: [iv, text, mac])
      }
      #expect(open(place)?.code == .cannotOpen)
    }
    let (iv, text, mac): (Data, Data, Data) = (wanted["iv"], wanted["cipher_text"], wanted["mac"])
    let (knownIV, knownText, knownMAC): (Data, Data, Data) = (knownRow["iv"], knownRow["cipher_text"], knownRow["mac"])
    let macs = [
      mac, knownMAC, cryptogram["mac"] as Data, cryptogram["text_hash"], cryptogram["fingerprint"], Data(count: 32),
    ]
    for mac in macs {
      // The known text under another name; its blocks before, behind and between those of the other.
      try attempt(iv: knownIV, text: knownText, mac: mac)
      try attempt(iv: knownIV, text: knownText + text, mac: mac)
      try attempt(iv: iv, text: text.prefix(16) + knownText.dropFirst(16), mac: mac)
      try attempt(iv: knownText.prefix(16), text: knownText.dropFirst(16), mac: mac)
      // The cryptogram's text is known after a look at its hash, were it short: here it stands for any known pair.
      try attempt(iv: cryptogram["iv"], text: cryptogram["cipher_text"], mac: mac)
      // A block that decrypts to what he chooses: he knows D(block), and picks the block before it.
      var dictated = Data(count: 16)
      for index in 0..<16 { dictated[index] = knownIV[index] ^ known[index] ^ UInt8(index) }
      try attempt(iv: dictated, text: knownText, mac: mac)
      // The seed's own IV and what he may take for its text.
      try attempt(iv: Data("claviger-seed-iv".utf8), text: knownText, mac: mac)
    }
  }
}

extension DatabaseQueue {
  /// Runs `body` on a copy of the file with `sql` done to it.
  fileprivate func inTransactionThatIsLost<Value>(_ sql: String, _ body: (String) throws -> Value) throws -> Value {
    let copy = FileManager.default.temporaryDirectory.appendingPathComponent("claviger-copy-\(UUID().uuidString).db")
      .path
    defer { for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: copy + suffix) } }
    #expect(FileManager.default.createFile(atPath: copy, contents: nil, attributes: [.posixPermissions: 0o600]))
    let other = try DatabaseQueue(path: copy)
    try backup(to: other)
    try other.write { try $0.execute(sql: sql) }
    return try body(copy)
  }
}
