internal import HSM
internal import KeyStoreAPI
internal import SecretMemory

extension Model {
  /// Makes a pair, brings it out and writes its files.
  ///
  /// - Parameter pins: have the passphrase, typed twice.
  func export(_ task: ExportTask, with pins: TokenPINs) throws(Failure) {
    guard let connection = installation.connection(named: task.driver) else {
      throw Failure(message: "there is no driver \(task.driver)")
    }
    let passphrase = try passphrase(of: task, pins)
    let files = PairFiles(task.file)
    let pair: ExportedPair
    do throws(KeyStoreError) {
      pair = try export(task, to: files, on: connection, passphrase)
    } catch {
      throw Failure(error)
    }
    deliver(.exported(task, pair.route))
  }

  private func export(
    _ task: ExportTask, to files: PairFiles, on connection: Connection, _ passphrase: Passphrase?
  ) throws(KeyStoreError) -> ExportedPair {
    let export: PairExport
    do {
      try files.requireRoom()
      export = try PairExport(task.kind, transportBits: task.transportBits)
    } catch {
      throw KeyStoreError(error)
    }
    return try installation.keyStore.export(export, on: connection, to: files.path, reason: reason) {
      (pair) throws(HSMError) in try files.write(pair, passphrase)
    }
  }

  private func passphrase(of task: ExportTask, _ pins: TokenPINs) throws(Failure) -> Passphrase? {
    guard task.isEncrypted else { return nil }
    guard let typed = pins.takeNew() else {
      throw Failure(message: "the two passphrases differ: nothing was made", remedy: "type them again")
    }
    return Passphrase(typed)
  }
}
