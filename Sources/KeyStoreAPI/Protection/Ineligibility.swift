public import Cryptoki
public import HSM

/// Why a key may not be chosen to protect secrets.
public enum Ineligibility: Sendable, Hashable, Codable {
  case useCaseNotConfigured
  /// The driver's trial failed at it, for this reason.
  case refutedByTrial(String)
  case notASecretKey
  case notAES
  case wrongLength
  case sessionObject
  case mayNotEncrypt
  case mayNotDecrypt
  case notSensitive
  case mechanismNotAllowed
  case mechanismNotOffered
  case notYetValid(CKDate)
  case ended(CKDate)
  case cannotBeRead(String)

  /// The reason as it stands beside the key.
  public var words: String {
    switch self {
    case .useCaseNotConfigured: "driver is not configured for protect"
    case .refutedByTrial(let reason): "the driver's trial failed: \(reason)"
    case .notASecretKey: "not a secret key"
    case .notAES: "not an AES key"
    case .wrongLength: "not 128, 192 or 256 bits"
    case .sessionObject: "session object: gone when the session ends"
    case .mayNotEncrypt: "may not encrypt (CKA_ENCRYPT)"
    case .mayNotDecrypt: "may not decrypt (CKA_DECRYPT)"
    case .notSensitive: "readable in clear (CKA_SENSITIVE false)"
    case .mechanismNotAllowed: "CKA_ALLOWED_MECHANISMS lacks CKM_AES_CBC_PAD"
    case .mechanismNotOffered: "token does not offer CKM_AES_CBC_PAD"
    case .notYetValid(let date): "valid from \(date) (CKA_START_DATE)"
    case .ended(let date): "expired \(date) (CKA_END_DATE)"
    case .cannotBeRead(let attribute): "\(attribute) cannot be read"
    }
  }
}

/// What a rule about keys looks at beside the key.
public struct ProtectionGround: Sendable, Hashable, Codable {
  public var useCases: Set<UseCase>
  /// Whether the token offers CKM_AES_CBC_PAD for encryption and decryption.
  public var offersMechanism: Bool
  /// The day it is, UTC.
  public var today: CKDate
  /// Why a trial of the driver, with its library and token as they are now, showed that it cannot protect.
  public var refutation: String?

  public init(useCases: Set<UseCase>, offersMechanism: Bool, today: CKDate, refutation: String? = nil) {
    self.useCases = useCases
    self.offersMechanism = offersMechanism
    self.today = today
    self.refutation = refutation
  }
}

extension KeyObject {
  /// Why this key may not be newly chosen to protect secrets; nil when it may. The most telling reason comes first.
  public func ineligibility(on ground: ProtectionGround) -> Ineligibility? {
    guard ground.useCases.contains(.protect) else { return .useCaseNotConfigured }
    if let refutation = ground.refutation { return .refutedByTrial(refutation) }
    guard objectClass == .CKO_SECRET_KEY else { return .notASecretKey }
    guard keyType == .CKK_AES else { return .notAES }
    guard let length = attributes.number(.CKA_VALUE_LEN) else { return .cannotBeRead("CKA_VALUE_LEN") }
    guard [16, 24, 32].contains(length) else { return .wrongLength }
    guard isTokenObject else { return .sessionObject }
    guard attributes.bool(.CKA_ENCRYPT) == true else { return .mayNotEncrypt }
    guard attributes.bool(.CKA_DECRYPT) == true else { return .mayNotDecrypt }
    guard attributes.bool(.CKA_SENSITIVE) == true else { return .notSensitive }
    switch attributes[.CKA_ALLOWED_MECHANISMS] {
    case .value(.bytes(let list)) where !list.isEmpty:
      guard AttributeValue.numbers(in: list).contains(MechanismType.CKM_AES_CBC_PAD.rawValue) else {
        return .mechanismNotAllowed
      }
    case .failed, .sensitive: return .cannotBeRead("CKA_ALLOWED_MECHANISMS")
    default: break
    }
    guard ground.offersMechanism else { return .mechanismNotOffered }
    // Whole days with one of grace at both ends: clocks and time zones differ.
    switch date(.CKA_START_DATE) {
    case .unreadable: return .cannotBeRead("CKA_START_DATE")
    case .day(let start) where ground.today.dayNumber < start.dayNumber - 1: return .notYetValid(start)
    default: break
    }
    switch date(.CKA_END_DATE) {
    case .unreadable: return .cannotBeRead("CKA_END_DATE")
    case .day(let end) where ground.today.dayNumber > end.dayNumber + 1: return .ended(end)
    default: break
    }
    return nil
  }

  /// What a person should know of this key before it protects anything.
  public func warnings(today: CKDate) -> [String] {
    if let code = refusalToBeRead { return ["cannot be read: \(code)"] }
    guard objectClass == .CKO_SECRET_KEY || objectClass == .CKO_PRIVATE_KEY else { return [] }
    var warnings: [String] = []
    if attributes.bool(.CKA_SENSITIVE) == false { warnings.append("readable in clear (CKA_SENSITIVE false)") }
    if attributes.bool(.CKA_EXTRACTABLE) == true { warnings.append("can be wrapped out (CKA_EXTRACTABLE true)") }
    if attributes.bool(.CKA_ALWAYS_SENSITIVE) == false {
      warnings.append("was not always sensitive: its value may be known outside")
    }
    if attributes.bool(.CKA_PRIVATE) == false { warnings.append("visible without login (CKA_PRIVATE false)") }
    if case .day(let end) = date(.CKA_END_DATE) {
      let left = end.dayNumber - today.dayNumber
      if left < 0 {
        warnings.append("expired \(end)")
      } else if left <= 30 {
        warnings.append("expires \(end), in \(left) days")
      }
    }
    return warnings
  }

  /// What an attribute says of a day.
  public enum DateReading: Sendable, Hashable {
    case none
    case day(CKDate)
    case unreadable
  }

  /// Reads CKA_START_DATE or CKA_END_DATE: empty, all zero or missing is none; any other failure is unreadable.
  public func date(_ type: AttributeType) -> DateReading {
    switch attributes[type] {
    case nil, .absent: return .none
    case .value(.bytes(let bytes)):
      if bytes.allSatisfy({ $0 == 0 || $0 == 0x30 || $0 == 0x20 }) { return .none }
      return CKDate(bytes: bytes).map(DateReading.day) ?? .unreadable
    case .value, .sensitive, .failed: return .unreadable
    }
  }
}
