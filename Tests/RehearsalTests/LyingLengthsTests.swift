import Cryptoki
import Support
import Testing
import TokenSupport

/// Lengths and counts that are not true. What is read past a buffer is found by AddressSanitizer; what is made of a lie
/// is told here.
@Suite(.oneDriverAtATime) struct LyingLengthsTests {
  /// Longer than any room by little and by much, and the numbers that overflow.
  private static let tooLong = ["+1", "+4096", "-1", "-1/32", "huge"]

  /// One call with a buffer of the caller's.
  private static let outputs: [CryptokiFunction] = [
    .C_Encrypt, .C_Decrypt, .C_Digest, .C_Sign, .C_EncryptUpdate, .C_EncryptFinal, .C_DecryptUpdate, .C_DecryptFinal,
    .C_DigestFinal, .C_SignFinal, .C_WrapKey,
  ]

  @Test func `an output that claims to be longer than its room is an error`() throws {
    let stage = try Stage()
    for function in Self.outputs {
      for lie in Self.tooLong {
        try stage.rehearsal.order("lie \(function) \(lie)")
        for deed in Stage.deeds where deed.functions.contains(function) {
          #expect(throws: CryptokiError(function: function, code: .CKR_GENERAL_ERROR), "\(function) \(lie)") {
            try deed.body(stage)
          }
          if stage.session.isUnfit { try stage.takeNewSession() }
        }
      }
    }
  }

  @Test func `an output that claims to be shorter is that short`() throws {
    let stage = try Stage()
    try stage.rehearsal.order("lie C_Encrypt 0")
    #expect(try stage.session.encrypt(Stage.text, stage.aes, Stage.cbc).isEmpty)
    try stage.rehearsal.order("lie C_Sign 7")
    #expect(try stage.session.sign(Stage.digest, stage.ec.privateKey, Stage.ecdsa).count == 7)
  }

  @Test(arguments: [CryptokiFunction.C_GetSlotList, .C_GetMechanismList])
  func `a list of lies is refused, or as short as it says`(function: CryptokiFunction) throws {
    let stage = try Stage()
    let deed = try #require(Stage.deeds.first { $0.functions == [function] })
    for lie in Self.tooLong {
      try stage.rehearsal.order("lie \(function) \(lie) from 2")
      #expect(throws: CryptokiError(function: function, code: .CKR_GENERAL_ERROR), "\(lie)") { try deed.body(stage) }
    }
    for lie in ["-1", "-1/32", "huge", "70000"] {
      try stage.rehearsal.order("lie \(function) \(lie) times 1")
      #expect(throws: CryptokiError(function: function, code: .CKR_BUFFER_TOO_SMALL), "\(lie)") {
        try deed.body(stage)
      }
    }
    try stage.rehearsal.order("lie \(function) 0")
    #expect(throws: Never.self) { try deed.body(stage) }
  }

  @Test func `a search that claims more than was asked for is an error, and is ended`() throws {
    let stage = try Stage()
    for lie in Self.tooLong {
      try stage.rehearsal.order("lie C_FindObjects \(lie)")
      #expect(throws: CryptokiError(function: .C_FindObjects, code: .CKR_GENERAL_ERROR), "\(lie)") {
        try stage.session.findObjects()
      }
      #expect(try stage.rehearsal.counts.openSearches == 0)
    }
    try stage.rehearsal.order("lie C_FindObjects 0")
    #expect(try stage.session.findObjects().isEmpty)
  }

  @Test func `an attribute's length is believed within its buffer only`() throws {
    let stage = try Stage()
    let types: [AttributeType] = [.CKA_CLASS, .CKA_LABEL, .CKA_ENCRYPT, .CKA_VALUE_LEN]
    for lie in ["0", "1", "7", "9", "1048577"] + Self.tooLong {
      try stage.rehearsal.order("lie C_GetAttributeValue \(lie)")
      let attributes = try AttributeReader(types).read(stage.aes, in: stage.session)
      for type in types {
        if let bytes = attributes.bytes(type) { #expect(bytes.count <= 512, "\(type) \(lie)") }
      }
      #expect(attributes.number(.CKA_CLASS) == nil, "a number of any length but its own is none")
    }
  }
}
