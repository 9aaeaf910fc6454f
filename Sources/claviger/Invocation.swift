import Curses
import Foundation
import Glibc
import HSM
import KeyStoreAPI
import Model
import SecretMemory
import Settings
import Synchronization

/// One run of the program: its options, its streams, and the configuration come to life where a command needs it.
struct Invocation: Sendable {
  private(set) var options: Options
  let environment: [String: String]
  let log: LogFile
  let streams: StandardStreams

  /// The options that were given, without the parser around them.
  struct Options: Sendable {
    var config: String?
    var store: String?
    var driver: String?
    var json: Bool
    var readOnly: Bool
    var pinFile: String?
    var noInput: Bool
    var theme: String?
    var reason: String?
    var trustPermissions: Bool
    var confirm: String?
  }

  // Set once, when the streams are moved aside, before other threads exist; errors of the very start go to 2 itself.
  private static let keptMessages = Mutex<Int32>(2)
  static var messagesDescriptor: Int32 { keptMessages.withLock { $0 } }

  init(_ global: GlobalOptions) throws {
    options = Options(
      config: global.config, store: global.store, driver: global.driver, json: global.json,
      readOnly: global.readOnly, pinFile: global.pinFile, noInput: global.noInput, theme: global.theme,
      reason: global.reason, trustPermissions: global.trustPermissions,
      confirm: global.confirm)
    environment = ProcessInfo.processInfo.environment
    log = LogFile(path: global.log, environment: environment)
    let streams = StandardStreams(log: log)
    self.streams = streams
    Self.keptMessages.withLock { $0 = streams.messages }
  }

  /// The same run with another configuration, as the demo opens its own.
  func with(configuration file: String) -> Invocation {
    var copy = self
    copy.options.config = file
    return copy
  }

  /// Reads the configuration that a person means.
  func configuration() throws -> Configuration {
    do throws(SettingsError) {
      return try Configuration.load(
        explicit: options.config, environment: environment, trustsPermissions: options.trustPermissions)
    } catch {
      throw CommandFailure(error)
    }
  }

  /// The drivers that this command is for: all, or the one that `--driver` names.
  func drivers(of configuration: Configuration) throws -> [DriverConfiguration] {
    var drivers = configuration.drivers
    if let name = options.driver {
      drivers = drivers.filter { $0.name == name }
      guard !drivers.isEmpty else {
        throw CommandFailure(
          2, "there is no driver \(name)",
          remedy: "configured are \(configuration.drivers.map(\.name).joined(separator: ", "))")
      }
    }
    guard let pinFile = options.pinFile else { return drivers }
    guard drivers.count == 1 else {
      throw CommandFailure(2, "--pin-file needs --driver where several drivers log in", remedy: "add --driver NAME")
    }
    drivers[0].pin = .file(path: pinFile)
    return drivers
  }

  /// Where the store lies: `--store`, relative to the working directory, else the configuration's.
  ///
  /// What `--trust-permissions` passed over is kept in the store's log, unless there is no store and nothing makes one.
  func openStore(_ configuration: Configuration, forChange: Bool = false) throws -> Store {
    let store = try storeOfChoice(configuration)
    guard !options.readOnly, forChange || access(store.location.path, F_OK) == 0 else { return store }
    do throws(KeyStoreError) {
      for fault in configuration.passedOver {
        try store.recordAudit(action: "trust-permissions", target: fault, reason: options.reason)
      }
    } catch {
      throw CommandFailure(error)
    }
    return store
  }

  private func storeOfChoice(_ configuration: Configuration) throws -> Store {
    do throws(SettingsError) {
      var path = configuration.store.path
      if let chosen = options.store {
        path = try StoreSetting(chosen, relativeTo: FileManager.default.currentDirectoryPath).path
      }
      return Store(
        location: StoreLocation(sqlite: path), access: options.readOnly ? .readOnly : .readWrite)
    } catch {
      throw CommandFailure(error)
    }
  }

  /// Brings a configuration to life. Environment variables are set here, before the first module and the first thread.
  func install(
    _ configuration: Configuration, store: Store, onChange: @escaping @Sendable (ConnectionStatus) -> Void = { _ in }
  ) throws -> Installation {
    let drivers = try drivers(of: configuration)
    for driver in configuration.drivers {
      for (name, value) in driver.environment { setenv(name, value, 1) }
    }
    return Installation(
      configuration: configuration, drivers: drivers, store: store,
      pinReader: PINReader(trustsPermissions: options.trustPermissions), onChange: onChange)
  }
}
