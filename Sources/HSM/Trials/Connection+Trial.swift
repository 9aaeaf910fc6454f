internal import Cryptoki

extension Connection {
  /// Tries what the driver is configured for, with session objects alone, and leaves none.
  ///
  /// - Parameters:
  ///   - isFull: every type, size and mechanism; else two exports and one protection.
  ///   - isCancelled: asked between steps; the rest is not tried then.
  ///   - report: is told of rows as they come.
  /// - Returns: all rows.
  /// - Throws: `HSMError` where the connection is lost or nobody is logged in; a step that fails is a row.
  public func runTrial(
    isFull: Bool, isCancelled: () -> Bool = { false }, report: ([TrialRow]) -> Void = { _ in }
  ) throws(HSMError) -> [TrialRow] {
    let before = try sessionObjects()
    var rows: [TrialRow] = []
    for step in TrialStep.all(for: driver.useCases, isFull: isFull) {
      let made =
        isCancelled()
        ? [TrialRow(driver: driver.name, useCase: step.useCase, step: step.name, result: .notTried)] : try run(step)
      rows += made
      report(made)
    }
    let left = try sessionObjects() - before
    if left > 0, let useCase = rows.first?.useCase {
      let row = TrialRow(
        driver: driver.name, useCase: useCase, step: "leave nothing", result: .failed,
        detail: "\(left) session objects are left on the token")
      rows.append(row)
      report([row])
    }
    return rows
  }

  private func sessionObjects() throws(HSMError) -> Int {
    try withSession(couldNot: "the objects of \(driver.name) could not be counted") { (session) throws(CryptokiError) in
      try session.findObjects([.CKA_TOKEN: false]).count
    }
  }

  private func run(_ step: TrialStep) throws(HSMError) -> [TrialRow] {
    do {
      switch step {
      case .export(let kind): return try tryExport(kind, step)
      case .protect(let bits): return [try tryProtection(bits, step)]
      case .hardware(let kind): return try tryPair(kind, step)
      }
    } catch {
      switch error.code {
      case .notConnected, .stuck, .loginNeeded, .noToken: throw error
      case .refused: return [row(step, .notOffered, error.message)]
      default: return [row(step, .failed, error.message, code: error.cause?.code)]
      }
    }
  }

  private func tryExport(_ kind: KeyKind, _ step: TrialStep) throws(HSMError) -> [TrialRow] {
    let route = try export(try PairExport(kind, transportBits: 3072)).route
    let broken = route.passedOver.filter(\.isOffered).map { passed in
      // Listed, and does not do what it is listed for.
      TrialRow(
        driver: driver.name, useCase: .generate, step: "\(step.name) by \(passed.mechanism.name)",
        mechanism: passed.mechanism.name, result: .failed, returnName: passed.code?.name, detail: passed.reason)
    }
    let notes = ["\(route.dialect.rawValue), under \(route.outer.name)"] + route.notes.filter { !$0.contains(" bits") }
    return [row(step, .passed, notes.joined(separator: "; "), mechanism: route.inner)] + broken
  }

  private func tryProtection(_ bits: Int, _ step: TrialStep) throws(HSMError) -> TrialRow {
    guard try offers(.CKM_AES_CBC_PAD, for: [.CKF_ENCRYPT, .CKF_DECRYPT]),
      try offers(.CKM_AES_KEY_GEN, for: .CKF_GENERATE)
    else { return row(step, .notOffered, "not listed", mechanism: .CKM_AES_CBC_PAD) }
    let isRight = try withSession(readWrite: mayWrite, couldNot: "a session key could not protect") {
      (session) throws(CryptokiError) in
      let key = try session.generateKey(
        Mechanism(.CKM_AES_KEY_GEN),
        [
          .CKA_TOKEN: false, .CKA_PRIVATE: true, .CKA_SENSITIVE: true, .CKA_EXTRACTABLE: false, .CKA_ENCRYPT: true,
          .CKA_DECRYPT: true, .CKA_VALUE_LEN: .number(UInt(bits / 8)),
        ])
      defer { session.destroyOrClose(key) }
      let mechanism = Mechanism(.CKM_AES_CBC_PAD, parameter: (0..<16).map { UInt8($0) })
      for length in [1, 15, 16, 17, 1000] {
        let text = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        guard try session.roundTrip(text, mechanism, encrypting: key, decrypting: key) else { return false }
      }
      return true
    }
    return isRight
      ? row(step, .passed, "", mechanism: .CKM_AES_CBC_PAD)
      : row(step, .failed, "what was encrypted did not come back", mechanism: .CKM_AES_CBC_PAD)
  }

  /// Makes a pair that stays, as a session object, and tries with it every mechanism of its type that the token lists.
  private func tryPair(_ kind: KeyKind, _ step: TrialStep) throws(HSMError) -> [TrialRow] {
    let generation = try generationMechanism(for: kind)
    let listed = try listMechanisms().filter { $0.type.keyType == kind.keyType && $0.type.isRequired }
    let results = try withSession(readWrite: mayWrite, couldNot: "a pair could not be made and used") {
      (session) throws(CryptokiError) -> [TrialRow] in
      var publicTemplate: Template = [.CKA_TOKEN: false, .CKA_VERIFY: true]
      var privateTemplate: Template = [
        .CKA_TOKEN: false, .CKA_PRIVATE: true, .CKA_SENSITIVE: true, .CKA_EXTRACTABLE: false, .CKA_SIGN: true,
      ]
      switch kind {
      case .rsa(let bits):
        publicTemplate[.CKA_MODULUS_BITS] = .number(UInt(bits))
        publicTemplate[.CKA_PUBLIC_EXPONENT] = .bytes([1, 0, 1])
        publicTemplate[.CKA_ENCRYPT] = true
        privateTemplate[.CKA_DECRYPT] = true
      case .curve(let curve): publicTemplate[.CKA_EC_PARAMS] = .bytes(curve.parameters)
      case .aes: break
      }
      let pair = try session.generateKeyPair(
        Mechanism(generation), publicKey: publicTemplate, privateKey: privateTemplate)
      defer {
        session.destroyOrClose(pair.privateKey)
        session.destroyOrClose(pair.publicKey)
      }
      var rows = [row(step, .passed, "", mechanism: generation)]
      for listing in listed {
        let trial = PairTrial(listing.type, kind)
        if listing.info.flags.isSuperset(of: [.CKF_SIGN, .CKF_VERIFY]) {
          rows.append(
            try row(step, "signs", listing.type) { () throws(CryptokiError) in
              try session.signsAndVerifies(trial.data, trial.mechanism, pair.privateKey, pair.publicKey)
            })
        }
        if listing.info.flags.isSuperset(of: [.CKF_ENCRYPT, .CKF_DECRYPT]) {
          rows.append(
            try row(step, "encrypts", listing.type) { () throws(CryptokiError) in
              try session.roundTrip(
                trial.data, trial.mechanism, encrypting: pair.publicKey, decrypting: pair.privateKey)
            })
        }
      }
      return rows
    }
    return results
  }

  private func row(
    _ step: TrialStep, _ verb: String, _ type: MechanismType, _ body: () throws(CryptokiError) -> Bool
  ) throws(CryptokiError) -> TrialRow {
    var row = row(step, .passed, "", mechanism: type)
    row.step += " \(verb) by \(type.name)"
    do throws(CryptokiError) {
      if try !body() {
        row.result = .failed
        row.detail = "what came back is not right"
      }
    } catch {
      if triage.verdict(of: error.code) == .lost { throw error }
      row.result = .failed
      row.returnName = error.code.name
      row.detail = "\(error.function.rawValue): \(error.code.meaning)"
    }
    return row
  }

  private func row(
    _ step: TrialStep, _ result: TrialRow.Result, _ detail: String, mechanism: MechanismType? = nil,
    code: ReturnCode? = nil
  ) -> TrialRow {
    TrialRow(
      driver: driver.name, useCase: step.useCase, step: step.name, mechanism: mechanism?.name ?? "", result: result,
      returnName: code?.name, detail: detail)
  }
}
