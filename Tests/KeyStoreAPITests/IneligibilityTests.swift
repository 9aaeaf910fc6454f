import Cryptoki
import HSM
import KeyStoreAPI
import Testing

@Suite struct IneligibilityTests {
  static let today = CKDate("2026-06-15") ?? CKDate(secondsSince1970: 0)
  static let ground = ProtectionGround(useCases: [.protect], offersMechanism: true, today: today)

  static func key(_ changes: [(AttributeType, AttributeReading)] = []) -> KeyObject {
    var readings: [(AttributeType, AttributeReading)] = [
      (.CKA_CLASS, .value(.objectClass(.CKO_SECRET_KEY))), (.CKA_KEY_TYPE, .value(.keyType(.CKK_AES))),
      (.CKA_LABEL, .value(.text("kek"))), (.CKA_ID, .value(.bytes([1]))), (.CKA_TOKEN, .value(true)),
      (.CKA_PRIVATE, .value(true)), (.CKA_SENSITIVE, .value(true)), (.CKA_ALWAYS_SENSITIVE, .value(true)),
      (.CKA_EXTRACTABLE, .value(false)), (.CKA_ENCRYPT, .value(true)), (.CKA_DECRYPT, .value(true)),
      (.CKA_VALUE_LEN, .value(.number(32))), (.CKA_START_DATE, .value(.bytes([]))),
      (.CKA_END_DATE, .value(.bytes([]))), (.CKA_ALLOWED_MECHANISMS, .absent),
    ]
    for (type, reading) in changes {
      readings.removeAll { $0.0 == type }
      readings.append((type, reading))
    }
    let fields = ObjectAttributes(readings.map { ObjectAttributes.Entry(type: $0.0, reading: $0.1) })
    return KeyObject(
      driver: "prod", token: .init(label: "prod", serial: "1", manufacturer: "maker", model: "model"), handle: 1,
      generation: 1, attributes: fields)
  }

  @Test func `a sound key may protect`() {
    #expect(Self.key().ineligibility(on: Self.ground) == nil)
    #expect(Self.key().warnings(today: Self.today).isEmpty)
  }

  static let cases: [(AttributeType, AttributeReading, Ineligibility)] = [
    (.CKA_CLASS, .value(.objectClass(.CKO_PUBLIC_KEY)), .notASecretKey),
    (.CKA_KEY_TYPE, .value(.keyType(.CKK_DES3)), .notAES),
    (.CKA_VALUE_LEN, .value(.number(20)), .wrongLength),
    (.CKA_VALUE_LEN, .absent, .cannotBeRead("CKA_VALUE_LEN")),
    (.CKA_TOKEN, .value(false), .sessionObject),
    (.CKA_ENCRYPT, .value(false), .mayNotEncrypt),
    (.CKA_ENCRYPT, .failed(.CKR_GENERAL_ERROR), .mayNotEncrypt),
    (.CKA_DECRYPT, .value(false), .mayNotDecrypt),
    (.CKA_SENSITIVE, .value(false), .notSensitive),
    (.CKA_ALLOWED_MECHANISMS, .value(.bytes(Self.mechanisms(.CKM_AES_GCM))), .mechanismNotAllowed),
    (.CKA_ALLOWED_MECHANISMS, .failed(.CKR_GENERAL_ERROR), .cannotBeRead("CKA_ALLOWED_MECHANISMS")),
    (.CKA_START_DATE, .value(.text("20260617")), .notYetValid(CKDate("2026-06-17") ?? today)),
    (.CKA_END_DATE, .value(.text("20260613")), .ended(CKDate("2026-06-13") ?? today)),
    (.CKA_END_DATE, .failed(.CKR_GENERAL_ERROR), .cannotBeRead("CKA_END_DATE")),
    (.CKA_END_DATE, .value(.text("2026junk")), .cannotBeRead("CKA_END_DATE")),
  ]

  static func mechanisms(_ type: MechanismType) -> [UInt8] { withUnsafeBytes(of: type.rawValue) { Array($0) } }

  @Test(arguments: cases.indices)
  func `a key that may not protect says why`(index: Int) {
    let (type, reading, reason) = Self.cases[index]
    #expect(Self.key([(type, reading)]).ineligibility(on: Self.ground) == reason)
    #expect(!reason.words.isEmpty)
  }

  @Test(arguments: [
    (AttributeType.CKA_START_DATE, "20260616"), (.CKA_END_DATE, "20260614"), (.CKA_END_DATE, "00000000"),
    (.CKA_START_DATE, "        "), (.CKA_END_DATE, "20991231"),
  ])
  func `a day of grace at both ends, and empty dates, hinder nobody`(type: AttributeType, date: String) {
    #expect(Self.key([(type, .value(.text(date)))]).ineligibility(on: Self.ground) == nil)
  }

  @Test func `a list of mechanisms that has the right one hinders nobody, nor does an empty one`() {
    let list = Self.mechanisms(.CKM_AES_GCM) + Self.mechanisms(.CKM_AES_CBC_PAD)
    #expect(Self.key([(.CKA_ALLOWED_MECHANISMS, .value(.bytes(list)))]).ineligibility(on: Self.ground) == nil)
    #expect(Self.key([(.CKA_ALLOWED_MECHANISMS, .value(.bytes([])))]).ineligibility(on: Self.ground) == nil)
  }

  @Test func `the driver and the token must allow it too`() {
    var ground = Self.ground
    ground.useCases = [.generate, .hardware]
    #expect(Self.key().ineligibility(on: ground) == .useCaseNotConfigured)
    ground = Self.ground
    ground.offersMechanism = false
    #expect(Self.key().ineligibility(on: ground) == .mechanismNotOffered)
  }

  @Test func `a key whose value may be known outside is marked`() {
    let key = Self.key([
      (.CKA_EXTRACTABLE, .value(true)), (.CKA_ALWAYS_SENSITIVE, .value(false)), (.CKA_PRIVATE, .value(false)),
      (.CKA_END_DATE, .value(.text("20260701"))),
    ])
    #expect(key.warnings(today: Self.today).count == 4)
  }
}
