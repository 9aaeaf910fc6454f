import Cryptoki
import HSM
import Testing
import TokenSupport

@Suite struct UnreadableObjectTests {
  /// A connection to a token with these keys behind the rehearsal.
  private func connected(_ rehearsal: Rehearsal, keys: [String]) throws -> Connection {
    for (number, label) in keys.enumerated() { try rehearsal.token.makeKey(label, id: [UInt8(number)]) }
    let connection = rehearsal.token.connection(rehearsal.driver())
    try connection.connect()
    return connection
  }

  @Test func `an object that the token cannot describe hides no other, and says why it is blank`() throws {
    let rehearsal = try Rehearsal()
    let connection = try connected(rehearsal, keys: ["a", "b", "c"])
    defer { connection.disconnect() }
    // The second object's reading, and the look at whether it is there at all.
    let objects = try rehearsal.ordering("fail C_GetAttributeValue CKR_GENERAL_ERROR from 2 times 2") {
      try connection.listObjects(keepsUnreadable: true)
    }
    #expect(objects.map(\.refusalToBeRead) == [nil, .CKR_GENERAL_ERROR, nil])
    #expect(objects.filter { $0.refusalToBeRead == nil }.allSatisfy { $0.keyType == .CKK_AES })
    #expect(connection.status.generation == 1)
  }

  @Test func `whoever decides by a list gets none that may lack a key`() throws {
    let rehearsal = try Rehearsal()
    let connection = try connected(rehearsal, keys: ["a", "b", "c"])
    defer { connection.disconnect() }
    _ = try rehearsal.ordering("fail C_GetAttributeValue CKR_GENERAL_ERROR from 2 times 2") {
      #expect(throws: HSMError.self) { try connection.listObjects() }
    }
  }

  @Test func `an object destroyed while it is read is left out, whatever the reading failed with`() throws {
    let rehearsal = try Rehearsal()
    let connection = try connected(rehearsal, keys: ["a", "b", "c"])
    defer { connection.disconnect() }
    let objects = try rehearsal.ordering(
      "fail C_GetAttributeValue CKR_GENERAL_ERROR from 2 times 1",
      "fail C_GetAttributeValue CKR_OBJECT_HANDLE_INVALID from 3 times 1"
    ) { try connection.listObjects() }
    #expect(objects.count == 2)
  }

  @Test func `a token that describes nothing is ill, and no list of blanks`() throws {
    let rehearsal = try Rehearsal()
    let connection = try connected(rehearsal, keys: (0..<40).map { "key \($0)" })
    defer { connection.disconnect() }
    _ = try rehearsal.ordering("fail C_GetAttributeValue CKR_FUNCTION_FAILED") {
      #expect(throws: HSMError.self) { try connection.listObjects(keepsUnreadable: true) }
    }
  }
}
