import Glibc
import Settings
import Testing

@Suite struct ConfigurationSearchTests {
  private let fixture: ConfigurationFixture

  init() throws { fixture = try ConfigurationFixture() }

  private func place(_ folder: String) throws {
    fixture.folder.makeFolder(folder)
    fixture.folder.makeFolder("\(folder)/claviger")
    try fixture.folder.write("", to: "\(folder)/claviger/module.so")
    try fixture.folder.write(ConfigurationFixture.minimal, to: "\(folder)/claviger/claviger.yaml")
  }

  private func load(_ environment: [String: String], explicit: String? = nil) throws -> String {
    try Configuration.load(explicit: explicit, environment: environment).file
  }

  @Test func `The nearest configuration is taken: option, variable, user's folder`() throws {
    for folder in ["option", "variable", "xdg", "home"] { try place(folder) }
    fixture.folder.makeFolder("home/.config")
    rename(fixture.folder("home/claviger"), fixture.folder("home/.config/claviger"))
    func file(_ name: String) -> String { fixture.folder("\(name)/claviger/claviger.yaml") }

    var environment = ["HOME": fixture.folder("home")]
    #expect(try load(environment) == file("home/.config"))
    environment["XDG_CONFIG_HOME"] = ""
    #expect(try load(environment) == file("home/.config"))
    environment["XDG_CONFIG_HOME"] = fixture.folder("xdg")
    #expect(try load(environment) == file("xdg"))
    environment["CLAVIGER_CONFIG"] = file("variable")
    #expect(try load(environment) == file("variable"))
    #expect(try load(environment, explicit: file("option")) == file("option"))
  }

  @Test func `Without any configuration the remedy is the demonstration`() throws {
    try #require(access("/etc/claviger/claviger.yaml", F_OK) != 0)
    let error = #expect(throws: SettingsError.self) { try load(["HOME": fixture.folder.path]) }
    #expect(
      error?.message == "there is no configuration: looked for \(fixture.folder.path)/.config/claviger/claviger.yaml"
        + " and /etc/claviger/claviger.yaml")
    #expect(error?.remedy.contains("`claviger demo`") == true)
  }

  @Test func `A configuration that is named must be there`() throws {
    try place("home")
    let gone = fixture.folder("gone.yaml")
    let byOption = #expect(throws: SettingsError.self) {
      try load(["XDG_CONFIG_HOME": fixture.folder("home")], explicit: gone)
    }
    #expect(byOption?.message == "the configuration \(gone) does not exist")
    #expect(byOption?.remedy.hasPrefix("--config names it") == true)
    let byVariable = #expect(throws: SettingsError.self) {
      try load(["XDG_CONFIG_HOME": fixture.folder("home"), "CLAVIGER_CONFIG": gone])
    }
    #expect(byVariable?.remedy.hasPrefix("CLAVIGER_CONFIG names it") == true)
  }

  @Test func `A folder is no configuration`() throws {
    let error = #expect(throws: SettingsError.self) { try load([:], explicit: fixture.folder.path) }
    #expect(error?.message == "the configuration \(fixture.folder.path) is not a file")
  }

  @Test func `The folder's path is told without detours`() throws {
    try place("a")
    let file = try load([:], explicit: fixture.folder("a/../a/./claviger/claviger.yaml"))
    #expect(file == fixture.folder("a/claviger/claviger.yaml"))
  }
}
