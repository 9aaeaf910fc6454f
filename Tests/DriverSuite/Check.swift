/// Something that a driver should do, tried on its token in a session of its own.
struct Check: Sendable {
  let group: CheckGroup
  let name: String
  /// Answers what the table should show, nil for a tick; throws `NotOffered`, `Mismatch` or what the driver answered.
  let body: @Sendable (Desk) throws -> String?

  /// A check that is passed or not.
  init(_ group: CheckGroup, _ name: String, _ body: @escaping @Sendable (Desk) throws -> Void) {
    self.group = group
    self.name = name
    self.body = { desk in
      try body(desk)
      return nil
    }
  }

  /// A check whose finding is shown.
  init(_ group: CheckGroup, finding name: String, _ body: @escaping @Sendable (Desk) throws -> String?) {
    self.group = group
    self.name = name
    self.body = body
  }

  static let all: [Check] =
    informationChecks + loginChecks + keyChecks + objectChecks + cipherChecks + rsaChecks + curveChecks + wrappingChecks
    + connectionChecks

  /// Tries it, and holds what came of it against what is known of the driver.
  func run(on desk: Desk) -> CheckRecord {
    let known = KnownDifference.row(of: desk.driver.name, name)
    do {
      try desk.beginCheck()
      let detail = try body(desk)
      guard known == nil else {
        return record(desk, .failed, "it differs no longer: KnownDifference has a row too many")
      }
      return record(desk, .passed, detail)
    } catch let error as NotOffered {
      return record(desk, .notOffered, error.reason)
    } catch {
      let answer = "\(error)"
      guard let known, known.answer == answer else { return record(desk, .failed, answer) }
      return record(desk, .differs, answer, known.meaning)
    }
  }

  private func record(
    _ desk: Desk, _ outcome: CheckRecord.Outcome, _ detail: String?, _ meaning: String? = nil
  ) -> CheckRecord {
    CheckRecord(
      driver: desk.driver.name, group: group, check: name, outcome: outcome, detail: detail, meaning: meaning)
  }
}

/// The driver does not say that it can do this.
struct NotOffered: Error {
  let reason: String
}

/// The driver answered CKR_OK, and what it did is not what was asked for.
struct Mismatch: Error, CustomStringConvertible {
  let description: String
}

/// Throws unless a condition holds.
func require(_ condition: Bool, _ otherwise: @autoclosure () -> String) throws {
  guard condition else { throw Mismatch(description: otherwise()) }
}
