public import HSM
public import KeyStoreAPI
public import Settings
internal import SecretMemory

/// A configuration come to life: its connections and its key store, not yet connected.
public struct Installation: Sendable {
  public let configuration: Configuration
  public let connections: [Connection]
  public let keyStore: KeyStore
  /// What all connections know of PINs that were refused.
  public let pinGuard: PINGuard
  /// What became of the connections, kept in the store.
  public let history: ConnectionHistory
  /// The calls of this process.
  public let trace: CallTrace

  /// - Parameters:
  ///   - drivers: nil takes all that are configured.
  ///   - logins: where tries with PINs are remembered while the store is not there, or must not be written; nil where
  ///     there is no place.
  ///   - trace: keeps the calls that the drivers' modules get.
  ///   - onChange: is told of each change of a connection's state.
  public init(
    configuration: Configuration, drivers: [DriverConfiguration]? = nil, store: Store, logins: Store? = nil,
    pinReader: PINReader, trace: CallTrace = CallTrace(),
    onChange: @escaping @Sendable (ConnectionStatus) -> Void = { _ in }
  ) {
    self.configuration = configuration
    self.trace = trace
    let modules = LoadedModules(trace: trace)
    let pinGuard = PINGuard(store: store, logins: logins, pinReader: pinReader)
    self.pinGuard = pinGuard
    let history = ConnectionHistory(store: store)
    self.history = history
    connections = (drivers ?? configuration.drivers).map { driver in
      Connection(
        driver: driver, modules: modules,
        pinProvider: { (source) throws(HSMError) in
          do throws(SettingsError) {
            return try pinReader.read(source)
          } catch {
            throw HSMError(.pinUnavailable, error.message, remedy: error.remedy)
          }
        }, pinGuard: pinGuard,
        onChange: { status in
          history.note(status)
          onChange(status)
        })
    }
    keyStore = KeyStore(
      store: store, connections: connections, protectsAfterEndDate: configuration.afterEndDate == .warn)
    if let seal = configuration.seal { keyStore.seal(with: seal) }
  }

  public func connection(named name: String) -> Connection? { connections.first { $0.driver.name == name } }
}
