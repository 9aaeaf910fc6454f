import Cryptoki
import HSM
import SecretMemory

extension ExportOrder {
  /// Sets the token up where that is needed, and brings pairs out of it by the code of normal use.
  ///
  /// - Parameter report: takes each pair as it comes.
  func perform(report: (ExportRecord) throws -> Void) throws {
    try setUpToken()
    var configuration = DriverConfiguration(
      name: "suite", modulePath: driver.module, token: TokenSelector(label: driver.token))
    configuration.useCases = [.generate]
    configuration.pin = .command(["suite"])
    configuration.initialize = driver.initialize
    let pin = driver.pin
    let connection = Connection(
      driver: configuration, modules: LoadedModules(), pinProvider: { (_) throws(HSMError) in secret(pin) })
    try connection.connect()
    defer { connection.disconnect() }
    var objects = try connection.listObjects().count
    for run in runs {
      guard let kind = KeyKind(name: run.kind) else { throw Mismatch(description: "no kind \(run.kind)") }
      let export = try PairExport(kind, transportBits: run.transportBits)
      for _ in 0..<run.count {
        var record = ExportRecord(run: run)
        do {
          let pair = try connection.export(export)
          record.privateKey = pair.privateKey.der.withUnsafeBytes { Array($0) }
          record.publicKey = pair.publicKey.der
          record.mechanism = pair.route.inner.name
          record.dialect = pair.route.dialect.rawValue
          record.transportBits = pair.route.transportBits
          record.notes = pair.route.notes
          record.passedOver = pair.route.passedOver.map { "\($0.mechanism.name): \($0.reason)" }
        } catch {
          guard error.code == .refused else { throw error }
          record.notOffered = error.message
        }
        let now = try connection.listObjects().count
        record.objectsLeft = now - objects
        objects = now
        try report(record)
        if record.notOffered != nil { break }
      }
    }
  }

  private func setUpToken() throws {
    guard driver.factorySOPIN != nil else { return }
    let desk = try Desk(driver)
    try Check.setUp(desk)
    try desk.module.finalize()
  }
}
