import ArgumentParser
import Console
import HSM
import KeyStoreAPI
import Settings

struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "The configuration.", subcommands: [Check.self])

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check the configuration, and who could change what it names; no module is loaded.")
    @OptionGroup var options: GlobalOptions

    func run() throws {
      let invocation = try Invocation(options)
      let configuration = try invocation.configuration()
      _ = try Keymap.checked(configuration)
      if options.json {
        let document = JSONValue.object([
          ("file", .string(configuration.file)),
          (
            "drivers",
            .array(configuration.drivers.map { .driver($0, invocation.variables(of: $0, in: configuration)) })
          ),
          ("warnings", .strings(configuration.warnings + configuration.passedOver)),
        ])
        invocation.streams.print(document.text + "\n")
        return
      }
      invocation.streams.print("\(configuration.file) is good\n")
      for driver in configuration.drivers {
        invocation.streams.print("driver \(driver.name): profile \(driver.profileWords)\n")
        for variable in invocation.variables(of: driver, in: configuration) {
          invocation.streams.print("  \(PlainText.safe(variable.words)): \(variable.purpose)\n")
        }
      }
      for warning in configuration.warnings + configuration.passedOver {
        invocation.streams.print("warning: \(PlainText.safe(warning))\n")
      }
    }
  }
}

struct DriversCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drivers", abstract: "The configured drivers.", subcommands: [List.self, DriversTrialCommand.self])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the configured drivers; none is connected.")
    @OptionGroup var options: GlobalOptions

    func run() throws {
      let invocation = try Invocation(options)
      let configuration = try invocation.configuration()
      let drivers = try invocation.drivers(of: configuration)
      let store = try invocation.openStore(configuration)
      // A store that cannot be read has its own command; the drivers are listed all the same.
      let trials = drivers.map { try? store.lastTrial(of: $0.name) }
      if options.json {
        let rows = zip(drivers, trials).map {
          JSONValue.driver($0, invocation.variables(of: $0, in: configuration), $1)
        }
        invocation.streams.print(JSONValue.array(rows).text + "\n")
        return
      }
      var table = TextTable(["NAME", "MODULE", "TOKEN", "USE CASES", "PIN", "PROFILE", "TRIAL", "ENVIRONMENT"])
      for (driver, trial) in zip(drivers, trials) {
        table.add([
          driver.name, driver.modulePath, driver.token.uri,
          UseCase.allCases.filter(driver.useCases.contains).map(\.rawValue).joined(separator: ","), driver.pin.word,
          driver.profileWords, trial?.words ?? "not tried",
          invocation.variables(of: driver, in: configuration).map(\.words).joined(separator: " "),
        ])
      }
      invocation.streams.print(table.text)
    }
  }
}

struct ThemesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "themes", abstract: "The console's themes.", subcommands: [List.self])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the themes and where they lie.")
    @OptionGroup var options: GlobalOptions

    func run() throws {
      let invocation = try Invocation(options)
      let themes = ThemeSearch(invocation).all
      if options.json {
        let rows = themes.map { JSONValue.object([("name", .string($0.name)), ("path", .optional($0.path))]) }
        invocation.streams.print(JSONValue.array(rows).text + "\n")
        return
      }
      var table = TextTable(["NAME", "PATH"])
      for theme in themes { table.add([theme.name, theme.path ?? "(compiled in)"]) }
      invocation.streams.print(table.text)
    }
  }
}

extension JSONValue {
  static func driver(
    _ driver: DriverConfiguration, _ variables: [DriverVariable], _ trial: TrialReport? = nil
  ) -> JSONValue {
    .object([
      (
        "trial",
        trial.map { trial in
          .object([
            ("at", time(trial.at)), ("passed", .integer(UInt64(trial.rows.count { $0.result == .passed }))),
            ("tried", .integer(UInt64(trial.rows.count { $0.result != .notTried }))),
          ])
        } ?? .null
      ),
      ("name", .string(driver.name)), ("module", .string(driver.modulePath)), ("token", .string(driver.token.uri)),
      ("useCases", .strings(UseCase.allCases.filter(driver.useCases.contains).map(\.rawValue))),
      ("pin", .string(driver.pin.word)), ("profile", .string(driver.profile)),
      ("recognised", .string(driver.profileByPath.name)),
      (
        "variables",
        .array(
          variables.map {
            .object([
              ("name", .string($0.name)), ("value", .string($0.value)), ("source", .string($0.source.rawValue)),
              ("purpose", .string($0.purpose)),
            ])
          })
      ),
    ])
  }
}

extension DriverConfiguration {
  /// The profile as it is configured, and which one that comes to before the library is loaded.
  fileprivate var profileWords: String {
    let row = profileByPath
    return profile == row.name ? row.name : "\(profile): \(row.name)"
  }
}

extension PINSource {
  /// Where the PIN comes from, without saying more than the kind.
  fileprivate var word: String {
    switch self {
    case .prompt: "prompt"
    case .protected: "protected"
    case .file: "file"
    case .command: "command"
    }
  }
}
