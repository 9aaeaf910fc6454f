internal import Cryptoki
internal import Foundation
internal import GRDB
internal import HSM

/// Tries at tokens with PINs that nobody typed, for all processes: one row for each source on each token while it is
/// tried, and for as long as it is refused.
extension Store {
  /// After so many tries in a row whose processes ended before they knew what came of it, the source counts as refused.
  private static let mostLost: Int64 = 2

  /// Whether there is a file: remembering a login makes none.
  var exists: Bool {
    get throws(KeyStoreError) { try StoreFile.exists(location) }
  }

  /// How a source stands, before anything is written.
  func lookUp(_ attempt: PINAttempt) throws(KeyStoreError) -> LoginClaim {
    try read("look for logins that were refused") { try Self.standing(of: attempt, $0).claim }
  }

  /// Takes the one try that a source has on a token.
  func claim(_ attempt: PINAttempt, for claimant: ProcessIdentity = .current) throws(KeyStoreError) -> LoginClaim {
    let who = actor.description
    return try change("remember a login", seal: .whereHeld) { database in
      let (claim, lost) = try Self.standing(of: attempt, database)
      if case .granted = claim {
        try database.execute(
          sql: """
            INSERT OR REPLACE INTO login_try
              (serial, manufacturer, model, user, source, refused, process, process_start, since, who, lost)
            VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?)
            """,
          arguments: attempt.key + [claimant.number, claimant.start, Date().milliseconds, who, lost])
      }
      return Change(value: claim, entry: nil)
    }
  }

  /// Writes what became of a claimed try.
  func settle(
    _ attempt: PINAttempt, _ outcome: PINAttempt.Outcome, for claimant: ProcessIdentity = .current
  ) throws(KeyStoreError) {
    let mine = " AND process = ? AND process_start = ? AND refused = 0"
    let key = attempt.key + [claimant.number, claimant.start]
    try change("remember a login", seal: .whereHeld) { database in
      var entry: AuditDraft?
      switch outcome {
      case .refused(let answer):
        entry = attempt.entry(refused: answer)
        try database.execute(
          sql: "UPDATE login_try SET refused = 1, since = ?, function = ?, return_value = ? WHERE \(Self.isKey)\(mine)",
          arguments: [Date().milliseconds, answer.function.rawValue, Int64(bitPattern: UInt64(answer.code.rawValue))]
            + key)
      case .accepted, .untold:
        try database.execute(sql: "DELETE FROM login_try WHERE \(Self.isKey)\(mine)", arguments: key)
        if outcome == .accepted, let driver = attempt.driver {
          try Self.remember(attempt.token, of: driver, replacing: false, database)
          entry = attempt.entry(refused: nil)
        }
      }
      return Change(value: (), entry: entry)
    }
  }

  /// A typed PIN was accepted: refusals of this user are forgotten, and the token is the driver's from now on.
  func acceptTyped(driver: String?, token: TokenIdentity, user: String) throws(KeyStoreError) {
    try change("remember a login", seal: .whereHeld) { database in
      let rows = try Row.fetchAll(
        database, sql: "SELECT * FROM login_try WHERE serial = ? AND manufacturer = ? AND model = ? AND user = ?",
        arguments: [token.serial, token.manufacturer, token.model, user])
      // A try that is under way stays claimed.
      for row in rows where try row.integer("refused") == 1 || !Self.process(of: row).isAlive {
        let attempt = PINAttempt(driver: driver, token: token, user: user, source: try row.text("source"))
        try database.execute(sql: "DELETE FROM login_try WHERE \(Self.isKey)", arguments: attempt.key)
      }
      guard let driver else { return Change(value: (), entry: nil) }
      try Self.remember(token, of: driver, replacing: true, database)
      return Change(value: (), entry: AuditDraft(login: driver, token, user, by: "typed", refused: nil))
    }
  }

  func forgetToken(of driver: String) throws(KeyStoreError) {
    try change("forget a login") { database in
      try database.execute(sql: "DELETE FROM driver_token WHERE driver = ?", arguments: [driver])
      return Change(value: (), entry: nil)
    }
  }

  private static let isKey = "serial = ? AND manufacturer = ? AND model = ? AND user = ? AND source = ?"

  private static func standing(of attempt: PINAttempt, _ database: Database) throws -> (claim: LoginClaim, lost: Int64)
  {
    if let driver = attempt.driver, let known = try token(of: driver, database), !known.isSame(as: attempt.token) {
      return (.otherToken(known), 0)
    }
    guard
      let row = try Row.fetchOne(
        database, sql: "SELECT * FROM login_try WHERE \(isKey)", arguments: attempt.key)
    else { return (.granted, 0) }
    let since = try row.time("since")
    if try row.integer("refused") == 1 { return (.refused(try refusal(row, at: since)), 0) }
    let process = try process(of: row)
    if process.isAlive { return (.busy(process, since: since), 0) }
    let lost = try row.integer("lost") + 1
    guard lost < mostLost else {
      return (.refused(LoginRefusal(at: since, who: try row.text("who"), answer: nil)), lost)
    }
    return (.granted, lost)
  }

  private static func process(of row: Row) throws(KeyStoreError) -> ProcessIdentity {
    ProcessIdentity(
      number: Int32(truncatingIfNeeded: try row.integer("process")), start: try row.integer("process_start"))
  }

  private static func refusal(_ row: Row, at time: Date) throws(KeyStoreError) -> LoginRefusal {
    let name = try row.textIfAny("function").flatMap(CryptokiFunction.init(rawValue:))
    let answer = try name.map { (name) throws(KeyStoreError) in
      CryptokiError(
        function: name,
        code: ReturnCode(rawValue: UInt(UInt64(bitPattern: try row.integer("return_value")))))
    }
    return LoginRefusal(at: time, who: try row.text("who"), answer: answer)
  }

  private static func token(of driver: String, _ database: Database) throws -> TokenIdentity? {
    guard
      let row = try Row.fetchOne(database, sql: "SELECT * FROM driver_token WHERE driver = ?", arguments: [driver])
    else { return nil }
    return TokenIdentity(
      label: try row.text("label"), serial: try row.text("serial"), manufacturer: try row.text("manufacturer"),
      model: try row.text("model"))
  }

  private static func remember(
    _ token: TokenIdentity, of driver: String, replacing: Bool, _ database: Database
  ) throws {
    try database.execute(
      sql: """
        INSERT OR \(replacing ? "REPLACE" : "IGNORE") INTO driver_token
          (driver, label, serial, manufacturer, model, since) VALUES (?, ?, ?, ?, ?, ?)
        """,
      arguments: [driver, token.label, token.serial, token.manufacturer, token.model, Date().milliseconds])
  }
}

extension PINAttempt {
  fileprivate var key: StatementArguments {
    [token.serial, token.manufacturer, token.model, user, source]
  }
}

extension TokenIdentity {
  /// Whether both are the same device; its label can be changed.
  fileprivate func isSame(as other: TokenIdentity) -> Bool {
    serial == other.serial && manufacturer == other.manufacturer && model == other.model
  }
}
