internal import HSM

/// What two drivers cannot have together: they share one process, and drivers of one module share that too.
struct DriverConflicts {
  private let entries: [DriverEntry]
  /// The real path of each driver's module.
  private let modules: [String]

  init(_ entries: [DriverEntry], modules: [String]) {
    self.entries = entries
    self.modules = modules
  }

  func check() throws(SettingsError) {
    for second in entries.indices {
      for first in 0..<second {
        try checkEnvironment(entries[first], entries[second])
        if modules[first] == modules[second] { try checkModule(entries[first], entries[second]) }
      }
    }
  }

  /// Names are looked at before any file is.
  static func checkNames(_ entries: [DriverEntry]) throws(SettingsError) {
    var places: [String: SourcePlace] = [:]
    for entry in entries {
      let place = entry.section.place(of: "name")
      if let first = places.updateValue(place, forKey: entry.driver.name) {
        throw SettingsError(
          at: place, "the drivers in lines \(first.line) and \(place.line) have one name, \(entry.driver.name)")
      }
    }
  }

  private func checkEnvironment(_ first: DriverEntry, _ second: DriverEntry) throws(SettingsError) {
    for (name, value) in second.driver.environment.sorted(by: { $0.key < $1.key }) {
      guard let other = first.driver.environment[name], other != value else { continue }
      throw conflict(
        "give \(name) two values", first.variables[name] ?? first.section.place,
        second.variables[name] ?? second.section.place,
        remedy: "give both the same value: there is one environment for all")
    }
  }

  private func checkModule(_ first: DriverEntry, _ second: DriverEntry) throws(SettingsError) {
    if first.driver.initialize != second.driver.initialize {
      throw conflict(
        "of one module have different initialize", first.section.place(of: "initialize"),
        second.section.place(of: "initialize"), remedy: "give both the same: a module is initialised once")
    }
    if first.driver.profile != second.driver.profile {
      throw conflict(
        "of one module have different profiles", first.section.place(of: "profile"),
        second.section.place(of: "profile"), remedy: "give both the same profile")
    }
    if first.driver.token.covers(second.driver.token) || second.driver.token.covers(first.driver.token) {
      throw conflict(
        "are for one token", first.section.place(of: "token"), second.section.place(of: "token"),
        remedy: "make them one driver, or name two tokens")
    }
  }

  private func conflict(
    _ what: String, _ first: SourcePlace, _ second: SourcePlace, remedy: String
  ) -> SettingsError {
    SettingsError(at: second, "the drivers in lines \(first.line) and \(second.line) \(what)", remedy: remedy)
  }
}

extension TokenSelector {
  /// Whether whatever `other` selects is selected here too.
  fileprivate func covers(_ other: TokenSelector) -> Bool {
    (label == nil || label == other.label) && (serial == nil || serial == other.serial)
      && (manufacturer == nil || manufacturer == other.manufacturer) && (model == nil || model == other.model)
  }
}
