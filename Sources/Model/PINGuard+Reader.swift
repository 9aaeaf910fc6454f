public import HSM
public import KeyStoreAPI
public import Settings

extension PINGuard {
  /// Knows files by what the file system says of them, and commands by their words.
  ///
  /// - Parameter logins: where tries are remembered while the store is not there, or must not be written.
  public init(store: Store, logins: Store?, pinReader: PINReader) {
    self.init(store: store, elsewhere: logins) { (source) throws(HSMError) in
      do throws(SettingsError) {
        return try pinReader.identity(of: source)
      } catch {
        throw HSMError(.pinUnavailable, error.message, remedy: error.remedy)
      }
    }
  }
}
