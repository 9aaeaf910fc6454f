import Cryptoki
import Foundation
import HSM
import KeyStoreAPI

/// The documents of the contract, each written where all its fields are seen.
extension JSONValue {
  static func time(_ date: Date?) -> JSONValue {
    guard let date else { return .null }
    let seconds = Int(date.timeIntervalSince1970.rounded(.down))
    let day = CKDate(secondsSince1970: seconds)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let rest = ((seconds % 86_400) + 86_400) % 86_400
    return .string("\(day)T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z")
  }

  /// The time of day, UTC, for tables.
  static func clock(_ date: Date) -> String {
    guard case .string(let text) = time(date) else { return "-" }
    return String(text.dropFirst(11).prefix(8))
  }

  static func status(_ status: ConnectionStatus) -> JSONValue {
    .object([
      ("driver", .string(status.driver)), ("state", .string(status.state.rawValue)), ("since", time(status.since)),
      ("generation", .integer(UInt64(status.generation))), ("attempt", .integer(UInt64(status.attempt))),
      ("nextAttemptAt", time(status.nextAttemptAt)),
      (
        "cause",
        status.cause.map { cause in
          .object([
            ("function", .optional(cause.function)), ("returnValue", .count(cause.returnValue)),
            ("returnName", .optional(cause.returnName)), ("words", .string(cause.words)),
          ])
        } ?? .null
      ),
      ("pausedCallers", .integer(UInt64(status.pausedCallers))),
      (
        "hangingCall",
        status.hangingCall.map {
          .object([("function", .string($0.function)), ("seconds", .number($0.seconds))])
        } ?? .null
      ),
      ("calls", .integer(status.calls)),
      (
        "latencyMilliseconds",
        .object([
          ("p50", .optional(status.latencyP50Milliseconds)), ("p99", .optional(status.latencyP99Milliseconds)),
        ])
      ),
      (
        "sessions",
        .object([("open", .integer(UInt64(status.openSessions))), ("limit", .count(status.sessionLimit))])
      ),
      (
        "module",
        .object([
          ("path", .string(status.module.path)), ("manufacturer", .optional(status.module.manufacturer)),
          ("description", .optional(status.module.description)), ("version", .optional(status.module.version)),
          ("cryptoki", .optional(status.module.cryptoki)),
        ])
      ),
      (
        "token",
        status.token.map { token in
          .object([
            ("label", .string(token.label)), ("serial", .string(token.serial)),
            ("manufacturer", .string(token.manufacturer)), ("model", .string(token.model)),
          ])
        } ?? .null
      ),
      ("locking", .optional(status.locking?.rawValue)), ("useCases", .strings(status.useCases.map(\.rawValue))),
      ("profile", .string(status.profile)), ("variables", .strings(status.variables)),
      ("callsPerSecond", .number(status.callsPerSecond)), ("hungCalls", .integer(UInt64(status.hungCalls))),
      ("unreturnedSessions", .integer(UInt64(status.strangeSessions))),
    ])
  }

  static func slot(_ slot: SlotListing) -> JSONValue {
    .object([
      ("driver", .string(slot.driver)), ("slot", .integer(UInt64(slot.slot))),
      ("description", .string(slot.info.description)), ("flags", .strings(slot.info.flags.names)),
      ("token", slot.token.map { .object(tokenFields($0)) } ?? .null),
    ])
  }

  static func token(_ slot: SlotListing, _ token: TokenInfo) -> JSONValue {
    .object(
      [("driver", .string(slot.driver)), ("slot", .integer(UInt64(slot.slot)))] + tokenFields(token)
    )
  }

  private static func tokenFields(_ token: TokenInfo) -> [(String, JSONValue)] {
    let isInitialized = token.flags.contains(.CKF_TOKEN_INITIALIZED)
    return [
      ("label", .string(isInitialized ? token.label : "")), ("serial", .string(token.serial)),
      ("manufacturer", .string(token.manufacturer)), ("model", .string(token.model)),
      ("firmware", .string(token.firmwareVersion.description)), ("flags", .strings(token.flags.names)),
      ("initialized", .bool(isInitialized)),
      (
        "sessions",
        .object([
          ("open", .count(token.sessions)), ("limit", .count(token.maximumSessions)),
          ("readWriteOpen", .count(token.readWriteSessions)),
          ("readWriteLimit", .count(token.maximumReadWriteSessions)),
        ])
      ),
    ]
  }

  static func mechanism(_ mechanism: MechanismListing) -> JSONValue {
    .object([
      ("driver", .string(mechanism.driver)), ("token", .string(mechanism.token)),
      ("value", .integer(UInt64(mechanism.type.rawValue))), ("name", .string(mechanism.type.name)),
      ("minimumKeySize", .integer(UInt64(mechanism.info.minimumKeySize))),
      ("maximumKeySize", .integer(UInt64(mechanism.info.maximumKeySize))),
      ("flags", .strings(mechanism.info.flags.names)), ("keyType", .optional(mechanism.type.keyType?.name)),
      ("required", .bool(mechanism.type.isRequired)),
    ])
  }

  static func scope(_ scope: Scope) -> JSONValue {
    .object([
      ("kind", .string(scope.kind.rawValue)), ("type", .optional(scope.type)),
      ("policy", .optional(scope.policy?.description)),
    ])
  }

  static func reference(_ key: KeyReference?, driver: String?) -> JSONValue {
    guard let key else { return .null }
    let uri = PKCS11URI(
      token: URIText(key.token.label), serial: URIText(key.token.serial), object: URIText(bytes: key.label),
      type: .CKO_SECRET_KEY, id: key.id)
    return .object([
      ("uri", .string(uri.description)), ("label", .string(String(decoding: key.label, as: UTF8.self))),
      ("token", .string(key.token.label)), ("driver", .optional(driver)),
    ])
  }
}
