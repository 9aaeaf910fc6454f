import Cryptoki

extension Check {
  static let objectChecks: [Check] = [
    Check(.objects, "keys with one label and other ids are all found") { desk in
      try findsAll(ids: [[1], [2], [3]], desk)
    },
    Check(.objects, "keys with one label and one id are all found") { desk in
      try findsAll(ids: [[7], [7]], desk)
    },
    Check(.objects, "hostile labels come back as they were, and are found") { desk in
      let session = try desk.session
      let labels: [[UInt8]] = [
        [], [0], [0xFF, 0xFE, 0x80], Array("\u{1B}[31mred\u{1B}]0;title\u{7}".utf8), Array("a\0b".utf8),
        [UInt8](repeating: 0x41, count: 1000), Array("ключ 🔑 e\u{301}".utf8), Array("line\nbreak\r\n".utf8),
      ]
      for (number, label) in labels.enumerated() {
        var template = Template.tokenKey("", id: [0x40, UInt8(number)])
        template[.CKA_LABEL] = .bytes(label)
        let key = try session.generateKey(Mechanism(.CKM_AES_KEY_GEN), template)
        defer { try? session.destroyObject(key) }  // A failure to read it counts, not one to tidy up.
        try require(try session.attributes([.CKA_LABEL], of: key).bytes(.CKA_LABEL) == label, "label \(label) changed")
        let found = try session.findObjects([.CKA_LABEL: .bytes(label), .CKA_ID: .bytes([0x40, UInt8(number)])])
        try require(found.count == 1, "label \(label): \(found.count) found")
      }
    },
    Check(.objects, "an unknown attribute in a call hides no other") { desk in
      let session = try desk.session
      let key = try session.generateKey(Mechanism(.CKM_AES_KEY_GEN), sessionKey(32))
      let unknown = AttributeType(rawValue: 0x8765_4321)
      let read = try session.attributes([.CKA_LABEL, unknown, .CKA_VALUE, .CKA_VALUE_LEN], of: key)
      try require(read.bytes(.CKA_LABEL) == Array("session".utf8), "CKA_LABEL is lost")
      try require(read.number(.CKA_VALUE_LEN) == 32, "CKA_VALUE_LEN is lost")
      try require(read.bytes(unknown) == nil, "the unknown attribute has a value")
      try require(read.bytes(.CKA_VALUE) == nil, "a sensitive key's value is read")
    },
    Check(.objects, "renamed, C_SetAttributeValue") { desk in
      let session = try desk.session
      let key = try session.generateKey(Mechanism(.CKM_AES_KEY_GEN), .tokenKey("old name", id: [0x51]))
      defer { try? session.destroyObject(key) }  // The renaming counts, not the tidying up.
      try session.setAttributes([.CKA_LABEL: .text("new name")], of: key)
      try require(try session.findObjects([.CKA_LABEL: .text("old name")]).isEmpty, "the old name is still found")
      try require(try session.findObjects([.CKA_LABEL: .text("new name")]) == [key], "the new name is not found")
    },
    Check(.objects, "copied under another label, C_CopyObject") { desk in
      let session = try desk.session
      let value = [UInt8](repeating: 3, count: 32)
      let key = try importKey(value, desk)
      let copy = try session.copyObject(key, [.CKA_LABEL: .text("copy")])
      try require(copy != key, "the copy is the key itself")
      try session.destroyObject(key)
      try require(
        try session.attributes([.CKA_LABEL], of: copy).bytes(.CKA_LABEL) == Array("copy".utf8), "it went with the key")
    },
    Check(.objects, "an imported AES key has CKA_VALUE_LEN") { desk in
      let key = try importKey([UInt8](repeating: 6, count: 32), desk)
      try require(
        try desk.session.attributes([.CKA_VALUE_LEN], of: key).number(.CKA_VALUE_LEN) == 32, "CKA_VALUE_LEN is missing")
    },
    Check(.objects, "destroyed, C_DestroyObject") { desk in
      let session = try desk.session
      let key = try session.generateKey(Mechanism(.CKM_AES_KEY_GEN), .tokenKey("destroyed", id: [0x52]))
      try session.destroyObject(key)
      try require(try session.findObjects([.CKA_LABEL: .text("destroyed")]).isEmpty, "it is still found")
      try expect(.CKR_OBJECT_HANDLE_INVALID) { _ = try session.attributes([.CKA_LABEL], of: key) }
    },
    Check(.objects, "session objects go with their session") { desk in
      let other = try desk.module.openSession(on: desk.slot, readWrite: true)
      var template = sessionKey(32)
      template[.CKA_LABEL] = .text("of a session")
      _ = try other.generateKey(Mechanism(.CKM_AES_KEY_GEN), template)
      let wanted: Template = [.CKA_LABEL: .text("of a session")]
      try require(try desk.session.findObjects(wanted).count == 1, "another session does not find it")
      other.close()
      try require(try desk.session.findObjects(wanted).isEmpty, "it is still found")
    },
  ]

  private static func findsAll(ids: [[UInt8]], _ desk: Desk) throws {
    let session = try desk.session
    let label = "one of \(ids.count) with \(Set(ids).count) ids"
    for id in ids { _ = try session.generateKey(Mechanism(.CKM_AES_KEY_GEN), .tokenKey(label, id: id)) }
    let found = try session.findObjects([.CKA_LABEL: .text(label), .CKA_CLASS: .objectClass(.CKO_SECRET_KEY)])
    for key in found { try session.destroyObject(key) }
    try require(found.count == ids.count, "\(found.count) of \(ids.count) found")
  }
}
