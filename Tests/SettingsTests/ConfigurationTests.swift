import Cryptoki
import HSM
import Settings
import Testing

@Suite struct ConfigurationTests {
  private let fixture: ConfigurationFixture

  init() throws { fixture = try ConfigurationFixture() }

  @Test func `A driver's name, module and token are enough`() throws {
    let configuration = try fixture.load(ConfigurationFixture.minimal)

    var driver = DriverConfiguration(
      name: "prod", modulePath: fixture.folder("module.so"), token: TokenSelector(label: "prod"))
    driver.useCases = []
    #expect(configuration.drivers == [driver])
    #expect(configuration.file == fixture.file)
    #expect(configuration.directory == fixture.folder.path)
    #expect(configuration.store.path == fixture.folder("claviger.db"))
    #expect(configuration.theme == .name("dark"))
    #expect(configuration.idleLogout == .seconds(900))
    #expect(configuration.afterEndDate == .warn)
    #expect(configuration.trials == .startup)
    #expect(configuration.seal == nil)
    #expect(configuration.keyBindings.isEmpty)
    #expect(configuration.warnings.isEmpty)
    #expect(configuration.passedOver.isEmpty)
  }

  @Test func `Every setting is taken as it is written`() throws {
    try fixture.folder.write("1234\n", to: "pin")
    try fixture.folder.write("", to: "mine.yaml")
    let configuration = try fixture.load(
      """
      store: sqlite:data/keys.db
      theme: ./mine.yaml
      idle-logout: 2h
      after-end-date: refuse
      drivers:
        - name: prod-1
          module: ./module.so
          token: pkcs11:token=My%20token;serial=12;manufacturer=A%3BB;model=v2
          use-cases: [protect, generate, hardware]
          login: {user: 0x80000001}
          pin: {file: pin}
          environment: {CONF: "${CONFIG_DIR}/softhsm2.conf", LEVEL: 3, NOTHING: ""}
          initialize: configdir='${CONFIG_DIR}'
          profile: softhsm
          triage: {CKR_GENERAL_ERROR: lost, 0x80000001: stale-handle}
          hold-pin: no
          banner: PRODUCTION
          call-deadline: 10s
          deadlines: {generate: 1m, initialize: 2m, token: 3m, pin-pad: 4m}
          keep-alive: 1500ms
          reconnect: {first: 100ms, longest: 1m, reload-after: 7}
      keys:
        set-default: D
        help: [f1, "?"]
      """)

    let driver = try #require(configuration.drivers.first)
    let folder = fixture.folder
    #expect(configuration.store.path == folder("data/keys.db"))
    #expect(configuration.theme == .path(folder("mine.yaml")))
    #expect(configuration.idleLogout == .seconds(7200))
    #expect(configuration.afterEndDate == .refuse)
    #expect(driver.modulePath == folder("module.so"))
    #expect(driver.token == TokenSelector(label: "My token", serial: "12", manufacturer: "A;B", model: "v2"))
    #expect(driver.useCases == [.protect, .generate, .hardware])
    #expect(driver.login == .number(0x8000_0001))
    #expect(driver.pin == .file(path: folder("pin")))
    #expect(driver.environment == ["CONF": folder("softhsm2.conf"), "LEVEL": "3", "NOTHING": ""])
    #expect(driver.initialize == "configdir='\(folder.path)'")
    #expect(driver.profile == "softhsm")
    #expect(driver.triage == [.CKR_GENERAL_ERROR: .lost, ReturnCode(rawValue: 0x8000_0001): .staleHandle])
    #expect(!driver.holdsPIN)
    #expect(driver.banner == "PRODUCTION")
    #expect(driver.deadlines.call == .seconds(10))
    #expect(driver.deadlines.generate == .seconds(60))
    #expect(driver.deadlines.initialize == .seconds(120))
    #expect(driver.deadlines.token == .seconds(180))
    #expect(driver.deadlines.pinPad == .seconds(240))
    #expect(driver.keepAlive == .milliseconds(1500))
    #expect(driver.reconnect.first == .milliseconds(100))
    #expect(driver.reconnect.longest == .seconds(60))
    #expect(driver.reconnect.reloadAfter == 7)
    #expect(configuration.keyBindings == ["set-default": ["D"], "help": ["f1", "?"]])
    #expect(configuration.keyPlaces["help"] == SourcePlace(file: fixture.file, line: 24, column: 9))
  }

  @Test func `The configuration's folder can stand in the words of a PIN command`() throws {
    try fixture.folder.write("#!/bin/sh\n", to: "ask", mode: 0o700)
    let driver = try fixture.load(
      "\(ConfigurationFixture.minimal)\n    pin: {command: [./ask, \"${CONFIG_DIR}/store\", prod]}"
    ).drivers[0]
    #expect(driver.pin == .command([fixture.folder("ask"), fixture.folder("store"), "prod"]))
  }

  @Test(arguments: [
    ("{user: user}", LoginIdentity.user), ("{user: 1}", .user), ("{user: 2147483649}", .number(0x8000_0001)),
    ("{name: alice}", .name("alice")), ("{user: user, name: alice}", .name("alice")),
  ])
  func `A driver logs in as a kind of user or by name`(written: String, login: LoginIdentity) throws {
    #expect(try fixture.load("\(ConfigurationFixture.minimal)\n    login: \(written)").drivers[0].login == login)
  }

  @Test func `An empty initialize is the same as none`() throws {
    #expect(try fixture.load("\(ConfigurationFixture.minimal)\n    initialize: \"\"").drivers[0].initialize == nil)
  }

  @Test func `The sealing key is named by a URI`() throws {
    let configuration = try fixture.load(
      "seal: pkcs11:token=prod;object=seal\ntrials: manual\n\(ConfigurationFixture.minimal)")
    #expect(configuration.seal?.object == URIText("seal") && configuration.seal?.token == URIText("prod"))
    #expect(configuration.trials == .manual)
    #expect(configuration.warnings == [])
  }

  @Test func `A byte order mark moves no column`() throws {
    #expect(try fixture.problem("\u{FEFF}them: dark") == "1:1: the key them is not known here")
    #expect(try fixture.load("\u{FEFF}\(ConfigurationFixture.minimal)").drivers.count == 1)
  }

  @Test func `Two drivers share a module for two tokens`() throws {
    let configuration = try fixture.load(
      """
      drivers:
        - {name: a, module: module.so, token: "pkcs11:token=a", environment: {X: "1"}}
        - {name: b, module: module.so, token: "pkcs11:token=b", environment: {X: "1", Y: "2"}}
      """)
    #expect(configuration.drivers.map(\.name) == ["a", "b"])
  }
}
