internal import Cryptoki

extension Connection {
  /// Makes a pair on the token and brings it out, as R1.5's order of mechanisms has it.
  ///
  /// - Throws: `HSMError`; `refused` where the driver is not configured for `generate`. No object is left on the token.
  ///
  /// The corresponding C functions are `C_GenerateKeyPair`, `C_GenerateKey`, `C_CreateObject`, `C_WrapKey` and
  /// `C_DestroyObject`.
  public func export(_ export: PairExport) throws(HSMError) -> ExportedPair {
    try require(.generate, to: "make key pairs for use outside")
    let plan = try ExportPlan(export, on: self)
    let what = "the \(export.kind.name) pair could not be brought out of the token"
    // Made while the token makes the pair: a long one takes longer than most tokens need for theirs.
    let transport = TransportMaking(bits: plan.transportBits)
    let triage = triage
    let result = try withSession(readWrite: mayWrite, repeats: false, couldNot: what) {
      (session) throws(CryptokiError) -> Swift.Result<ExportedPair, HSMError> in
      let run = ExportRun(plan, session, triage)
      defer { run.destroyAll() }
      return try run.perform(transport)
    }
    switch result {
    case .success(let pair): return pair
    case .failure(let error):
      throw HSMError(error.code, "\(what): \(error.message)", remedy: error.remedy, cause: error.cause)
    }
  }
}
