import Cryptoki
import HSM
import Support
import Testing
import TokenSupport

/// How many calls a piece of work costs: over a network each is a round trip.
@Suite(.oneDriverAtATime) struct CallCountTests {
  @Test func `an encryption is two calls, and a decryption two`() throws {
    let stage = try Stage()
    let before = try stage.rehearsal.counts.allCalls
    let cipher = try stage.session.encrypt(Stage.text, stage.aes, Stage.cbc)
    #expect(try stage.rehearsal.counts.allCalls - before == 2)
    #expect(try stage.session.decrypt(cipher, stage.aes, Stage.cbc) == Stage.text)
    #expect(try stage.rehearsal.counts.allCalls - before == 4)
  }

  @Test func `listing N keys takes at most N and N by 256 and 4 calls`() throws {
    let stage = try Stage()
    let reader = AttributeReader(KeyObject.listedAttributes)
    for count in [256, 700, 1000] {
      while try stage.session.findObjects().count < count { _ = try stage.session.makeAESKey() }
      let before = try stage.rehearsal.counts.allCalls
      let handles = try stage.session.findObjects()
      for handle in handles { _ = try reader.read(handle, in: stage.session) }
      #expect(handles.count == count)
      #expect(try stage.rehearsal.counts.allCalls - before <= count + count / 256 + 4)
    }
  }

  @Test func `a driver's listing costs no call more, once it has a session`() throws {
    let desk = try Desk()
    defer { desk.connection.disconnect() }
    try desk.connection.withSession(readWrite: true, repeats: false, couldNot: "no keys") {
      (session) throws(CryptokiError) in
      for number in 0..<300 {
        _ = try session.generateKey(
          Mechanism(.CKM_AES_KEY_GEN), TestToken.template("key \(number)", id: [1], [.CKA_TOKEN: false]))
      }
    }
    _ = try desk.connection.listObjects()
    let before = try desk.rehearsal.counts.allCalls
    let objects = try desk.connection.listObjects()
    #expect(objects.count == 301)
    #expect(try desk.rehearsal.counts.allCalls - before <= objects.count + objects.count / 256 + 4)
  }
}
