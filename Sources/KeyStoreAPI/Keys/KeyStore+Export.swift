public import HSM

extension KeyStore {
  /// Makes a pair on a token and brings it out; the log has the intent before it is made, and what came of it.
  ///
  /// - Parameters:
  ///   - destination: where the pair goes, in words, for the log.
  ///   - deliver: puts the pair there; what it throws makes the whole fail, and the pair is gone.
  public func export(
    _ export: PairExport, on connection: Connection, to destination: String, reason: String? = nil,
    deliver: (ExportedPair) throws(HSMError) -> Void
  ) throws(KeyStoreError) -> ExportedPair {
    do {
      try connection.require(.generate, to: "make key pairs for use outside")
    } catch {
      throw KeyStoreError(error)
    }
    try refuseIfRefuted(export, on: connection)
    var target = "\(export.kind.name) pair, driver \(connection.driver.name)"
    if let token = connection.status.token { target += ", token \(token.label), serial \(token.serial)" }
    return try store.audited("export-pair", target, to: Name.printable(destination), reason: reason) {
      () throws(HSMError) in
      let pair = try connection.export(export)
      try deliver(pair)
      return pair
    }
  }
}
