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
    var askPIN: Bool
  }

  // Set once, when the streams are moved aside, before other threads exist; errors of the very start go to 2 itself.
  private static let keptMessages = Mutex<Int32>(2)
  static var messagesDescriptor: Int32 { keptMessages.withLock { $0 } }

  init(_ global: GlobalOptions) throws {
    options = Options(
      config: global.config, store: global.store, driver: global.driver, json: global.json,
      readOnly: global.readOnly, pinFile: global.pinFile, noInput: global.noInput, theme: global.theme,
      reason: global.reason, trustPermissions: global.trustPermissions,
      confirm: global.confirm, askPIN: global.askPin)
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
    if options.askPIN {
      guard options.pinFile == nil else {
        throw CommandFailure(2, "--ask-pin and --pin-file cannot be had together", remedy: "keep one of them")
      }
      for index in drivers.indices where drivers[index].pin != .protected { drivers[index].pin = .prompt }
    }
    guard let pinFile = options.pinFile else { return drivers }
    guard drivers.count == 1 else {
      throw CommandFailure(2, "--pin-file needs --driver where several drivers log in", remedy: "add --driver NAME")
    }
    drivers[0].pin = .file(path: pinFile)
    return drivers
  }

  /// The one driver of a command that no key ties to one.
  func soleDriver(of configuration: Configuration) throws -> DriverConfiguration {
    let drivers = try drivers(of: configuration)
    guard drivers.count == 1 else {
      throw CommandFailure(
        2, "--driver is needed: several drivers are configured",
        remedy: "name one of \(drivers.map(\.name).joined(separator: ", "))")
    }
    return drivers[0]
  }

  /// Sets the environment of all drivers' modules. Done once, before the first module and the first thread.
  func setEnvironment(of configuration: Configuration, recordingIn store: Store) throws {
    for driver in configuration.drivers {
      for (name, value) in driver.environment { setenv(name, value, 1) }
      for variable in variables(of: driver, in: configuration) where variable.source == .profile {
        setenv(variable.name, variable.value, 0)
        try recordOverride(variable, by: driver, in: store)
      }
    }
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
      let store = Store(
        location: StoreLocation(sqlite: path), access: options.readOnly ? .readOnly : .readWrite)
      if configuration.seal != nil { store.seal(by: .outOfReach) }
      return store
    } catch {
      throw CommandFailure(error)
    }
  }

  /// Where tries with PINs are remembered while the store is not there, or must not be written.
  var logins: Store? {
    guard let folder = StateFolder.path(environment) else { return nil }
    StateFolder.make(environment)
    guard access(folder, W_OK) == 0 else { return nil }
    return Store(location: StoreLocation(sqlite: folder + "/logins.db"), access: .readWrite)
  }

  /// The variables that a driver's profile knows, as they are or will be set in this process.
  func variables(of driver: DriverConfiguration, in configuration: Configuration) -> [DriverVariable] {
    driver.variables(process: environment, beside: configuration.drivers)
  }

  /// What a profile permits by itself is kept in the log of changes, where there is a store to keep it in.
  private func recordOverride(_ variable: DriverVariable, by driver: DriverConfiguration, in store: Store) throws {
    guard !options.readOnly, access(store.location.path, F_OK) == 0 else { return }
    do throws(KeyStoreError) {
      try store.recordAudit(
        action: "override-environment", target: "driver \(driver.name): \(variable.name)=\(variable.value)",
        reason: options.reason)
    } catch {
      throw CommandFailure(error)
    }
  }

  /// What a command that the console starts is given, so that it works on the same configuration, store and log.
  func handedDown(_ configuration: Configuration) -> [String] {
    var words = ["--config", configuration.file]
    if let store = options.store { words += ["--store", store] }
    if let path = log.path { words += ["--log", path] }
    if let reason = options.reason { words += ["--reason=\(reason)"] }
    return words + (options.trustPermissions ? ["--trust-permissions"] : [])
  }

  /// Brings a configuration to life.
  func install(
    _ configuration: Configuration, store: Store, onChange: @escaping @Sendable (ConnectionStatus) -> Void = { _ in }
  ) throws -> Installation {
    let drivers = try drivers(of: configuration)
    try setEnvironment(of: configuration, recordingIn: store)
    return Installation(
      configuration: configuration, drivers: drivers, store: store, logins: logins,
      pinReader: PINReader(trustsPermissions: options.trustPermissions), trace: callTrace, onChange: onChange)
  }

  /// Where this process's calls are kept: in a file that others may look at, unless nothing may be written.
  var callTrace: CallTrace {
    let folder = options.readOnly ? nil : StateFolder.path(environment).map { $0 + "/calls" }
    let arguments = CommandLine.arguments.dropFirst().joined(separator: " ")
    return CallTrace(folder: folder, command: arguments.isEmpty ? "claviger" : "claviger \(arguments)")
  }
}
