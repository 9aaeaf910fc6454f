import Console
import Settings

extension Keymap {
  /// The key map with what the configuration changes.
  ///
  /// - Throws: `CommandFailure` with the place in the file for what cannot be.
  static func checked(_ configuration: Configuration) throws -> Keymap {
    do {
      return try Keymap(changes: configuration.keyBindings)
    } catch {
      let place = configuration.keyPlaces[error.setting].map { "\($0): " } ?? ""
      throw CommandFailure(2, place + error.message, remedy: "correct `keys:` in the configuration")
    }
  }
}
