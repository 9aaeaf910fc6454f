internal import HSM

/// A driver as read from the file, and where each of its settings stands.
struct DriverEntry {
  private(set) var driver: DriverConfiguration
  let section: Section
  let module: FileMention
  /// What else the driver makes this process read or run.
  private(set) var mentions: [FileMention] = []
  /// Where the value of each environment variable stands.
  private(set) var variables: [String: SourcePlace] = [:]

  static let keys = [
    "name", "module", "token", "use-cases", "login", "pin", "environment", "initialize", "profile", "hold-pin",
    "banner", "call-deadline", "deadlines", "keep-alive", "reconnect", "triage",
  ]

  init(_ value: Value, in folder: Folder) throws(SettingsError) {
    section = try Section(value, keys: Self.keys)
    let path = try section.required("module").path(in: folder)
    module = FileMention(path: path, subject: .module, place: section.place(of: "module"))
    driver = DriverConfiguration(
      name: try Self.name(section.required("name")), modulePath: path,
      token: try TokenURI(section.required("token")).selector)
    try readUse()
    try readPIN(in: folder)
    try readLoading(in: folder)
    try readTimes()
  }

  /// What is accepted here and does nothing yet.
  var warnings: [String] {
    var warnings: [String] = []
    if case .name = driver.login, let value = section["login"] {
      warnings.append("\(value.place): login by name cannot be done yet: driver \(driver.name) stays logged out")
    }
    return warnings
  }

  private static func name(_ value: Value) throws(SettingsError) -> String {
    let name = try value.text()
    guard name.utf8.allSatisfy({ byte in "abcdefghijklmnopqrstuvwxyz0123456789-".utf8.contains(byte) }) else {
      throw SettingsError(
        at: value.place, "\(name) is not a driver's name", remedy: "use lower-case letters, digits and hyphens")
    }
    return name
  }

  private mutating func readUse() throws(SettingsError) {
    for value in try section["use-cases"]?.list(of: "use cases") ?? [] {
      let useCase = try value.choice(of: ["protect": UseCase.protect, "generate": .generate, "hardware": .hardware])
      guard driver.useCases.insert(useCase).inserted else {
        throw SettingsError(at: value.place, "\(useCase.rawValue) is given twice")
      }
    }
    if let login = section["login"] { driver.login = try LoginIdentity(login) }
    if let banner = section["banner"] { driver.banner = try banner.text() }
  }

  private mutating func readPIN(in folder: Folder) throws(SettingsError) {
    if let holds = section["hold-pin"] { driver.holdsPIN = try holds.flag() }
    guard let pin = section["pin"] else { return }
    driver.pin = try PINSource(pin, in: folder)
    switch driver.pin {
    case .prompt, .protected: return
    case .file(let path): mentions.append(FileMention(path: path, subject: .pinFile, place: pin.place))
    case .command(let words):
      mentions.append(FileMention(path: words[0], subject: .pinCommand, place: pin.place))
      for word in words.dropFirst() { mentions.append(FileMention(path: word, subject: .value, place: pin.place)) }
    }
  }

  private mutating func readLoading(in folder: Folder) throws(SettingsError) {
    for entry in try section["environment"]?.entries() ?? [] {
      guard !entry.key.isEmpty, !entry.key.contains("="), !entry.key.contains("\0") else {
        throw SettingsError(at: entry.place, "\(entry.key) is not a variable's name")
      }
      let text = folder.expanded(try entry.value.anyText())
      driver.environment[entry.key] = text
      variables[entry.key] = entry.value.place
      mentions.append(FileMention(path: text, subject: .value, place: entry.value.place))
    }
    if let initialize = section["initialize"] {
      let text = folder.expanded(try initialize.anyText())
      // Empty means the same as left out: most libraries refuse a pReserved that is not NULL.
      driver.initialize = text.isEmpty ? nil : text
      mentions.append(FileMention(path: text, subject: .value, place: initialize.place))
    }
    if let profile = section["profile"] { driver.profile = try DriverProfile.name(profile) }
    if let triage = section["triage"] { driver.triage = try ReturnCodeTriage.rows(triage) }
  }

  private mutating func readTimes() throws(SettingsError) {
    driver.keepAlive = try section.duration("keep-alive", or: driver.keepAlive)
    driver.deadlines.call = try section.duration("call-deadline", or: driver.deadlines.call)
    if let value = section["deadlines"] { driver.deadlines = try driver.deadlines.changed(by: value) }
    if let value = section["reconnect"] { driver.reconnect = try driver.reconnect.changed(by: value) }
  }
}
