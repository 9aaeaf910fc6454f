import Cryptoki
import Foundation
import HSM
import Support
import Testing
import TokenSupport

@Suite struct DriverProfileTests {
  private func driver(_ path: String, _ useCases: Set<UseCase> = [], profile: String = "auto") -> DriverConfiguration {
    var driver = DriverConfiguration(name: "d", modulePath: path, token: TokenSelector(label: "t"))
    driver.useCases = useCases
    driver.profile = profile
    return driver
  }

  @Test(arguments: [
    ("/opt/nfast/toolkits/pkcs11/libcknfast.so", "nshield"),
    ("/usr/safenet/lunaclient/lib/libCryptoki2_64.so", "luna"),
    ("/opt/cloudhsm/lib/libcloudhsm_pkcs11.so", "cloudhsm"),
    ("/usr/lib/x86_64-linux-gnu/pkcs11/yubihsm_pkcs11.so", "yubihsm"),
    ("/opt/utimaco/lib/libcs_pkcs11_R3.so", "utimaco"),
    ("/usr/lib/softhsm/libsofthsm2.so", "softhsm"),
    ("/usr/lib/x86_64-linux-gnu/libsoftokn3.so", "nss"),
    ("/usr/lib/x86_64-linux-gnu/opencryptoki/libopencryptoki.so.0", "opencryptoki"),
    ("/usr/lib/x86_64-linux-gnu/pkcs11/p11-kit-client.so", "p11-kit"),
    ("/usr/lib/x86_64-linux-gnu/p11-kit-proxy.so", "p11-kit-proxy"),
    ("/usr/lib/x86_64-linux-gnu/libp11-kit.so.0", "p11-kit-proxy"),
    ("/opt/vendor/lib/libp11.so", "standard"),
  ])
  func `a driver is recognised by its library's path before that is loaded`(path: String, profile: String) {
    #expect(driver(path).profileByPath.name == profile)
  }

  @Test func `a library that its path does not tell is recognised by what it says of itself`() throws {
    let token = try TestToken()
    let module = try Module(path: token.modulePath)
    try module.initialize()
    defer { try? module.finalize() }
    #expect(driver("/opt/hsm/module.so").profile(of: try module.info()).name == "softhsm")
  }

  @Test func `calls go one at a time through p11-kit's client, wherever it lies, and at once through its proxy`() throws
  {
    // p11-kit's libraries are told apart by their paths alone: this one names the same maker.
    let trust = try Module(path: "/usr/lib/x86_64-linux-gnu/pkcs11/p11-kit-trust.so")
    try trust.initialize()
    defer {
      // Nothing is looked at after it.
      try? trust.finalize()
    }
    let info = try trust.info()
    #expect(driver("/opt/hsm/module.so").profile(of: info).isSerialised, "it may be the client")
    #expect(driver(RemoteServer.clientPath).profile(of: info).isSerialised)
    #expect(!driver("/usr/lib/x86_64-linux-gnu/p11-kit-proxy.so").profile(of: info).isSerialised)
  }

  @Test func `what the configuration says goes before what is recognised`() {
    #expect(driver("/usr/lib/softhsm/libsofthsm2.so", profile: "luna").profileByPath.name == "luna")
    #expect(driver("/usr/lib/softhsm/libsofthsm2.so", profile: "standard").profileByPath.name == "standard")
  }

  @Test(
    arguments: [
      ([], nil), ([.protect], nil), ([.protect, .hardware], nil), ([.generate], "explicitness"),
      (Set(UseCase.allCases), "explicitness"),
    ] as [(Set<UseCase>, String?)])
  func `nShield's assurances are overridden only as far as the use cases need it, never all of them`(
    useCases: Set<UseCase>, value: String?
  ) {
    let driver = driver("/opt/nfast/toolkits/pkcs11/libcknfast.so", useCases)
    let variables = driver.variables(process: [:], beside: [driver])
    #expect(variables.map(\.value) == [value].compactMap { $0 })
    #expect(variables.allSatisfy { $0.source == .profile && $0.name == "CKNFAST_OVERRIDE_SECURITY_ASSURANCES" })
  }

  @Test func `the process environment wins over the profile, and the configuration over both`() {
    var driver = driver("/opt/nfast/toolkits/pkcs11/libcknfast.so", [.generate])
    let process = ["CKNFAST_OVERRIDE_SECURITY_ASSURANCES": "tokenkeys", "CKNFAST_LOADSHARING": "1"]
    var variables = driver.variables(process: process, beside: [driver])
    #expect(variables.map(\.value) == ["tokenkeys", "1"])
    #expect(variables.allSatisfy { $0.source == .process })
    driver.environment["CKNFAST_OVERRIDE_SECURITY_ASSURANCES"] = "all"
    variables = driver.variables(process: process, beside: [driver])
    #expect(variables[0].value == "all")
    #expect(variables[0].source == .configuration)
  }

  @Test func `drivers of one vendor share one value, for they share one process`() {
    let protects = driver("/opt/nfast/a/libcknfast.so", [.protect])
    let generates = driver("/opt/nfast/b/libcknfast.so", [.generate])
    #expect(protects.variables(process: [:], beside: [protects, generates]).map(\.value) == ["explicitness"])
  }

  @Test func `a Luna's security officer has three tries, and everything is gone after them`() throws {
    let rule = try #require(DriverProfile(named: "luna")?.soPIN)
    #expect(rule.tries == 3)
    #expect(rule.destroys)
    #expect(rule.words.contains("destroyed"))
  }

  @Test func `whom a profile knows as a user of keys only changes none, and the reason names the user`() throws {
    var configured = driver("/usr/lib/softhsm/libsofthsm2.so", profile: "luna")
    configured.useCases = [.protect, .hardware]
    configured.login = .number(0x8000_0001)
    let connection = Connection(driver: configured, modules: LoadedModules(), pinProvider: { _ in nil })
    let obstacle = try #require(connection.status.obstacleToChanges)
    #expect(obstacle.contains("crypto user (CKU_0x80000001)"))
    #expect(throws: HSMError.self) { try connection.requireChanges(to: "delete key kek") }
    configured.login = .user
    let user = Connection(driver: configured, modules: LoadedModules(), pinProvider: { _ in nil })
    #expect(user.status.obstacleToChanges == nil)
    try user.requireChanges(to: "delete key kek")
  }

  @Test func `every profile can be named, and no name is there twice`() {
    #expect(Set(DriverProfile.names).count == DriverProfile.names.count)
    for name in DriverProfile.names { #expect(DriverProfile(named: name)?.name == name) }
    #expect(DriverProfile(named: "toaster") == nil)
  }
}
