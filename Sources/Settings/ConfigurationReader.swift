internal import Cryptoki
internal import HSM

/// Makes a configuration of a file's text.
struct ConfigurationReader {
  private let file: String
  private let folder: Folder
  private let section: Section

  private static let keys = [
    "store", "theme", "idle-logout", "after-end-date", "trials", "seal", "drivers", "keys",
  ]

  init(_ source: SourceText) throws(SettingsError) {
    file = source.file
    folder = Folder(path: String(source.file[..<(source.file.lastIndex(of: "/") ?? source.file.startIndex)]))
    section = try Section(DocumentReader.read(source), keys: Self.keys)
  }

  /// Everything is read before the first file is looked at: a slip of the pen is told even where a file is missing.
  func read(checking files: ConfiguredFiles) throws(SettingsError) -> Configuration {
    let store = try store()
    let theme = try theme()
    let idleLogout = try section.duration("idle-logout", or: .seconds(15 * 60))
    let afterEndDate =
      try section["after-end-date"]?.choice(of: ["warn": Configuration.AfterEndDate.warn, "refuse": .refuse]) ?? .warn
    let trials =
      try section["trials"]?.choice(of: ["startup": Configuration.TrialTime.startup, "manual": .manual]) ?? .startup
    let seal = try seal()
    let entries = try driverEntries()
    let bindings = try keyBindings()
    let passedOver = try check(files, theme: theme, entries: entries)
    return Configuration(
      file: file, directory: folder.path, store: store, theme: theme, idleLogout: idleLogout,
      afterEndDate: afterEndDate, trials: trials, seal: seal, drivers: entries.map(\.driver),
      keyBindings: bindings.mapValues(\.keystrokes), keyPlaces: bindings.mapValues(\.place),
      warnings: entries.flatMap(\.warnings),
      passedOver: passedOver)
  }

  private func store() throws(SettingsError) -> StoreSetting {
    guard let value = section["store"] else {
      return try StoreSetting("sqlite:claviger.db", relativeTo: folder.path)
    }
    return try StoreSetting(value.pathText(), relativeTo: folder.path, at: value.place)
  }

  /// A theme with a slash is a path.
  private func theme() throws(SettingsError) -> ThemeChoice {
    guard let value = section["theme"] else { return .name("dark") }
    let text = try value.text()
    return text.contains("/") ? .path(try value.path(in: folder)) : .name(text)
  }

  private func seal() throws(SettingsError) -> PKCS11URI? {
    guard let value = section["seal"] else { return nil }
    let text = try value.text()
    try TokenURI.refusePIN(in: text, at: value.place)
    let uri: PKCS11URI
    do {
      uri = try PKCS11URI(text)
    } catch {
      throw SettingsError(at: value.place, "cannot be read: \(error)", remedy: "write pkcs11:token=…;object=…")
    }
    guard uri.object != nil || uri.id != nil else {
      throw SettingsError(
        at: value.place, "the URI names no key", remedy: "write pkcs11:token=…;object= and the key's label")
    }
    return uri
  }

  private func driverEntries() throws(SettingsError) -> [DriverEntry] {
    let list = try section.required("drivers")
    var entries: [DriverEntry] = []
    for value in try list.list(of: "drivers") { entries.append(try DriverEntry(value, in: folder)) }
    guard !entries.isEmpty else { throw SettingsError(at: list.place, "there must be at least one driver") }
    try DriverConflicts.checkNames(entries)
    return entries
  }

  private func keyBindings() throws(SettingsError) -> [String: (keystrokes: [String], place: SourcePlace)] {
    var bindings: [String: (keystrokes: [String], place: SourcePlace)] = [:]
    for entry in try section["keys"]?.entries() ?? [] {
      var keystrokes: [String] = []
      if case .list(let items) = entry.value.content {
        for item in items { keystrokes.append(try item.text()) }
      } else {
        keystrokes = [try entry.value.text()]
      }
      bindings[entry.key] = (keystrokes, entry.value.place)
    }
    return bindings
  }

  /// Answers what was passed over.
  private func check(
    _ checker: ConfiguredFiles, theme: ThemeChoice, entries: [DriverEntry]
  ) throws(SettingsError) -> [String] {
    var files = checker
    if case .path(let path) = theme { try files.check(path, as: .theme, at: section.place(of: "theme")) }
    var modules: [String] = []
    for entry in entries {
      modules.append(try files.check(entry.module))
      for mention in entry.mentions { try files.check(mention) }
    }
    try DriverConflicts(entries, modules: modules).check()
    return files.passedOver
  }
}
