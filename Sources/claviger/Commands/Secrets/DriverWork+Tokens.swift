import HSM
import KeyStoreAPI
import Settings

extension DriverWork {
  /// Connects the drivers that have these tokens and logs in there; where none is configured for them, all drivers: a
  /// copy of the key may lie elsewhere.
  ///
  /// - Throws: what kept the first of them from being used.
  func connect(for tokens: Set<TokenIdentity>) throws {
    guard !tokens.isEmpty else { return }
    let isConfigured = invocationDrivers.contains { driver in tokens.contains(where: driver.token.fits) }
    let outcomes = onEachDriver(
      login: .required, concerns: { driver in !isConfigured || tokens.contains(where: driver.token.fits) },
      concernsToken: { !isConfigured || tokens.contains($0) }, { _ in true })
    var failure: CommandFailure?
    var isAnyReady = false
    for outcome in outcomes {
      switch outcome.result {
      case .success: isAnyReady = true
      case .failure(let error): failure = failure ?? error
      }
    }
    if let failure, !isAnyReady { throw failure }
  }
}
