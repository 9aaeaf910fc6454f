import Foundation
import KeyStoreAPI
import Model

@testable import Cryptoki
@testable import HSM

/// Values such as a real driver reports.
enum Sample {
  static let date = Date(timeIntervalSince1970: 1_780_000_000)
  static let ground = ProtectionGround(
    useCases: Set(UseCase.allCases), offersMechanism: true, today: CKDate(secondsSince1970: 1_780_000_000))

  /// Makes what has no initialiser for others out of what it is written as.
  static func decoded<Value: Decodable>(_ json: String) -> Value {
    do {
      return try JSONDecoder().decode(Value.self, from: Data(json.utf8))
    } catch {
      preconditionFailure("\(error)")
    }
  }

  private static func quoted(_ text: String) -> String {
    String(decoding: (try? JSONEncoder().encode(text)) ?? Data(), as: UTF8.self)
  }

  static func token(_ label: String = "claviger-demo") -> TokenIdentity {
    decoded(
      #"{"label":\#(quoted(label)),"serial":"7f01","manufacturer":"SoftHSM project","model":"SoftHSM v2"}"#)
  }

  static func status(
    _ driver: String = "demo", _ state: ConnectionState = .connected, isLoggedIn: Bool = true,
    token label: String = "claviger-demo"
  ) -> ConnectionStatus {
    var status = ConnectionStatus(
      driver: driver, state: state, since: date, module: .init(path: "/usr/lib/softhsm/libsofthsm2.so"),
      useCases: UseCase.allCases)
    status.generation = 1
    status.token = token(label)
    status.isLoggedIn = isLoggedIn
    return status
  }

  /// Of a token that is set up and has its user's PIN.
  static let tokenFlags: TokenFlags = [
    .CKF_RNG, .CKF_LOGIN_REQUIRED, .CKF_USER_PIN_INITIALIZED, .CKF_TOKEN_INITIALIZED,
  ]

  static func slot(
    _ driver: String = "demo", token label: String = "claviger-demo", flags: TokenFlags = tokenFlags
  ) -> SlotListing {
    decoded(
      """
      {"driver":"\(driver)","slot":4711,"isDriversToken":true,
       "info":{"description":"slot","manufacturer":"SoftHSM","flags":1,
               "hardwareVersion":{"major":2,"minor":6},"firmwareVersion":{"major":2,"minor":6}},
       "token":{"label":\(quoted(label)),"manufacturer":"SoftHSM","model":"SoftHSM v2","serial":"7f01","flags":\(flags.rawValue),
                "minimumPINLength":4,"maximumPINLength":255,
                "hardwareVersion":{"major":2,"minor":6},"firmwareVersion":{"major":2,"minor":6}}}
      """)
  }

  static func mechanism(_ type: MechanismType) -> MechanismListing {
    decoded(
      """
      {"driver":"demo","token":"claviger-demo","type":\(type.rawValue),
       "info":{"minimumKeySize":16,"maximumKeySize":32,"flags":768}}
      """)
  }

  static func page(
    _ keys: [KeyObject], isFirst: Bool = true, isLast: Bool = true, ground: ProtectionGround? = Sample.ground
  ) -> KeyPage {
    KeyPage(keys: keys, isFirst: isFirst, isLast: isLast, ground: ground)
  }

  /// An AES key that may protect, unless `changes` say otherwise.
  static func key(
    _ label: [UInt8], handle: UInt, driver: String = "demo", changes: [AttributeType: AttributeValue] = [:]
  ) -> KeyObject {
    let attributes: [(AttributeType, AttributeValue)] = [
      (.CKA_CLASS, .objectClass(.CKO_SECRET_KEY)), (.CKA_KEY_TYPE, .keyType(.CKK_AES)), (.CKA_LABEL, .bytes(label)),
      (.CKA_ID, .bytes([UInt8(truncatingIfNeeded: handle >> 8), UInt8(truncatingIfNeeded: handle)])),
      (.CKA_TOKEN, true), (.CKA_PRIVATE, true), (.CKA_SENSITIVE, true), (.CKA_ALWAYS_SENSITIVE, true),
      (.CKA_EXTRACTABLE, false), (.CKA_ENCRYPT, true), (.CKA_DECRYPT, true), (.CKA_VALUE_LEN, .number(32)),
    ]
    return KeyObject(
      driver: driver, token: token(), handle: handle, generation: 1,
      attributes: ObjectAttributes(
        attributes.map { .init(type: $0.0, reading: .value(changes[$0.0] ?? $0.1)) }))
  }

  static func key(
    _ label: String, handle: UInt, driver: String = "demo", changes: [AttributeType: AttributeValue] = [:]
  ) -> KeyObject {
    key(Array(label.utf8), handle: handle, driver: driver, changes: changes)
  }

  static let kek = key("kek-2026", handle: 1)
  static let payments = key("payments-kek", handle: 2)
  static let unwrapOnly = key("unwrap-only", handle: 3, changes: [.CKA_ENCRYPT: false, .CKA_DECRYPT: false])
  static let readable = key("imported-legacy", handle: 4, changes: [.CKA_SENSITIVE: false])
  static let privateKey = key(
    "root-ca", handle: 5, changes: [.CKA_CLASS: .objectClass(.CKO_PRIVATE_KEY), .CKA_KEY_TYPE: .keyType(.CKK_RSA)])
  static let keys = [kek, payments, unwrapOnly, readable, privateKey]

  static func reference(_ key: KeyObject) -> KeyReference {
    KeyReference(
      token: TokenIdentity(
        label: key.token.label, serial: key.token.serial, manufacturer: key.token.manufacturer, model: key.token.model),
      label: key.label, keyType: key.keyType?.rawValue ?? 0, id: key.id,
      cryptogram: Cryptogram(version: 1, iv: [], cipherText: [], textHash: [], fingerprint: key.label, mac: []))
  }

  static func set(
    _ scope: Scope, _ key: KeyObject, _ result: CheckResult = .proved, seal: SealState = .notConfigured
  ) -> DefaultKey {
    DefaultKey(
      scope: scope, key: reference(key), checked: .init(result: result, at: result == .notChecked ? nil : date),
      setAt: date, seal: seal)
  }

  static func policy(_ text: String) -> PolicyPath {
    do {
      return try PolicyPath(parsing: text)
    } catch {
      preconditionFailure("\(error)")
    }
  }

  static func overview(_ defaults: [DefaultKey] = []) -> PolicyOverview {
    PolicyOverview(
      types: ["private-key", "password"].map { SecretType(name: $0, builtIn: true, secrets: 0) },
      policies: ["", "Payments", "Payments/Test"].map { Policy(path: policy($0), secrets: 0, defaults: 0) },
      defaults: defaults)
  }

  static func preview(_ scope: Scope, _ key: KeyObject?) -> ChangePreview {
    ChangePreview(
      scope: scope, key: key,
      moves: DefaultMoves(
        moves: [
          .init(from: reference(payments), to: key.map(reference), secrets: 12, secretsOnOldKey: 7)
        ], types: 2, policies: 3))
  }
}

extension Sample {
  static func review(_ template: KeyTemplate) -> TemplateReview {
    TemplateReview(
      driver: "demo", token: token(), template: template, mechanism: template.kind.mechanisms[0], sameLabel: 0)
  }

  static let generated = GeneratedKey(
    objects: [key("fresh kek", handle: 77)], mechanism: .CKM_AES_KEY_GEN, leftOut: [], deviations: [])

  static func test(_ key: KeyObject) -> KeyTest {
    KeyTest(key: key, steps: [.init("encrypt, decrypt, compare", .CKM_AES_CBC_PAD, .passed)])
  }

  static func overview(secrets: Int, under key: KeyObject) -> PolicyOverview {
    var overview = overview()
    let dependents: KeyDependents = decoded(
      """
      {"token":\(encoded(key.token)),"label":\(encoded(key.label)),"keyType":31,"id":\(encoded(key.id)),
       "fingerprint":[],"scopes":[],"secrets":\(secrets)}
      """)
    overview.dependents = [dependents]
    return overview
  }

  private static func encoded(_ value: some Encodable) -> String {
    String(decoding: (try? JSONEncoder().encode(value)) ?? Data(), as: UTF8.self)
  }
}
