import Cryptoki
import HSM

extension Check {
  static let keyChecks: [Check] =
    [16, 24, 32].map { length in
      Check(.keys, "AES-\(length * 8) generated, its attributes read in one call") { desk in
        try desk.requireOffer(.CKM_AES_KEY_GEN, .CKF_GENERATE)
        let session = try desk.session
        var template = Template.tokenKey("aes", id: [UInt8(length)])
        template[.CKA_TOKEN] = false
        template[.CKA_VALUE_LEN] = .number(UInt(length))
        let key = try session.generateKey(Mechanism(.CKM_AES_KEY_GEN), template)
        let before = desk.calls[.C_GetAttributeValue]
        let read = try session.attributes(
          [
            .CKA_CLASS, .CKA_KEY_TYPE, .CKA_VALUE_LEN, .CKA_LABEL, .CKA_ID, .CKA_SENSITIVE, .CKA_EXTRACTABLE,
            .CKA_ENCRYPT,
          ],
          of: key)
        try require(desk.calls[.C_GetAttributeValue] == before + 1, "more than one call")
        try require(read.number(.CKA_CLASS) == ObjectClass.CKO_SECRET_KEY.rawValue, "CKA_CLASS is wrong")
        try require(read.number(.CKA_KEY_TYPE) == KeyType.CKK_AES.rawValue, "CKA_KEY_TYPE is wrong")
        try require(read.number(.CKA_VALUE_LEN) == UInt(length), "CKA_VALUE_LEN is wrong")
        try require(read.bytes(.CKA_LABEL) == Array("aes".utf8), "CKA_LABEL is wrong")
        try require(read.bytes(.CKA_ID) == [UInt8(length)], "CKA_ID is wrong")
        try require(read.bool(.CKA_SENSITIVE) == true, "CKA_SENSITIVE is wrong")
        try require(read.bool(.CKA_EXTRACTABLE) == false, "CKA_EXTRACTABLE is wrong")
        try require(read.bool(.CKA_ENCRYPT) == true, "CKA_ENCRYPT is wrong")
      }
    }
    + (KeyShape.rsaShapes + KeyShape.curveShapes + [.curve(.ed25519)]).map { shape in
      // Reading the public half outside is part of making a pair.
      Check(.keys, "\(shape.name) generated, its public half read by OpenSSL") { desk in
        let pair = try desk.pair(shape)
        let read = try desk.session.attributes([.CKA_LOCAL, .CKA_SENSITIVE, .CKA_EXTRACTABLE], of: pair.privateKey)
        try require(read.bool(.CKA_SENSITIVE) == true, "CKA_SENSITIVE is wrong")
        try require(read.bool(.CKA_EXTRACTABLE) == false, "CKA_EXTRACTABLE is wrong")
      }
    } + [
      Check(.keys, "CKA_LOCAL tells that a key was generated here") { desk in
        let key = try desk.session.generateKey(Mechanism(.CKM_AES_KEY_GEN), sessionKey(32))
        let read = try desk.session.attributes([.CKA_LOCAL, .CKA_ALWAYS_SENSITIVE, .CKA_NEVER_EXTRACTABLE], of: key)
        try require(read.bool(.CKA_ALWAYS_SENSITIVE) == true, "CKA_ALWAYS_SENSITIVE is wrong")
        try require(read.bool(.CKA_NEVER_EXTRACTABLE) == true, "CKA_NEVER_EXTRACTABLE is wrong")
        try require(read.bool(.CKA_LOCAL) == true, "CKA_LOCAL is false")
      }
    ]

  /// An AES key that lasts as long as its session.
  static func sessionKey(_ length: Int) -> Template {
    var template = Template.tokenKey("session", id: [0x31, UInt8(length)])
    template[.CKA_TOKEN] = false
    template[.CKA_VALUE_LEN] = .number(UInt(length))
    return template
  }
}
