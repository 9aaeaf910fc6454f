import Settings
import Testing

@Suite struct DriverErrorTests {
  private let fixture: ConfigurationFixture

  init() throws { fixture = try ConfigurationFixture() }

  @Test(arguments: [
    ("theme: dark", "1:1: the key drivers is missing"),
    ("drivers: []", "1:10: there must be at least one driver"),
    ("drivers: {name: a}", "1:10: must be a list of drivers, not a mapping"),
    ("drivers: [prod]", "1:11: must be a mapping, not text"),
    ("drivers:\n  - {module: module.so, token: pkcs11:token=a}", "2:5: the key name is missing"),
    ("drivers:\n  - {name: a, token: pkcs11:token=a}", "2:5: the key module is missing"),
    ("drivers:\n  - {name: a, module: module.so}", "2:5: the key token is missing"),
    ("drivers:\n  - {name: Prod, module: module.so, token: pkcs11:token=a}", "2:12: Prod is not a driver's name"),
    (
      "drivers:\n  - {name: a, module: gone.so, token: pkcs11:token=a}",
      "2:23: the module FOLDER/gone.so does not exist"
    ),
    ("drivers:\n  - {name: a, module: ., token: pkcs11:token=a}", "2:23: the module FOLDER/. is not a file"),
    ("drivers:\n  - {name: a, module: \"${CONFIG_DIR}/m\"}", "2:23: ${CONFIG_DIR} has no meaning here"),
  ])
  func `A driver needs a name, a module and a token`(yaml: String, problem: String) throws {
    #expect(try fixture.problem(yaml)?.replacing(fixture.folder.path, with: "FOLDER") == problem)
  }

  @Test(arguments: [
    ("use-case: [protect]", "5:5: the key use-case is not known here"),
    ("use-cases: protect", "5:16: must be a list of use cases, not text"),
    ("use-cases: [protect, sign]", "5:26: sign is not known here"),
    ("use-cases: [protect, protect]", "5:26: protect is given twice"),
    ("login: user", "5:12: must be a mapping, not text"),
    ("login: {}", "5:12: names nobody"),
    ("login: {user: so}", "5:19: so is not a kind of user"),
    ("login: {user: 0}", "5:19: a connection cannot log in as CKU number 0"),
    ("login: {user: 7, name: a}", "5:19: a user's number and a name cannot be had together"),
    ("environment: [A]", "5:18: must be a mapping, not a list"),
    ("environment: {\"A=B\": c}", "5:19: A=B is not a variable's name"),
    ("environment: {A: [b]}", "5:22: must be text, not a list"),
    ("environment: {A: }", "5:22: has no value"),
    ("hold-pin: maybe", "5:15: must be yes or no"),
    ("hold-pin: \"yes\"", "5:15: must be yes or no"),
    ("banner: \"a\\nb\"", "5:13: must be one line of text"),
    ("call-deadline: soon", "5:20: soon is not a duration"),
    ("deadlines: {call: 1s}", "5:17: the key call is not known here"),
    ("deadlines: {pin-pad: 1}", "5:26: 1 is not a duration"),
    ("keep-alive: 0s", "5:17: must be longer than nothing"),
    ("reconnect: {reload-after: 0}", "5:31: must be a whole number, at least 1"),
    ("profile: toaster", "5:14: toaster is not a driver's profile"),
    ("triage: [CKR_OK]", "5:13: must be a mapping, not a list"),
    ("triage: {CKR_OK: lost}", "5:14: CKR_OK is not the code of a failure"),
    ("triage: {CKR_TEAPOT: lost}", "5:14: CKR_TEAPOT is not the code of a failure"),
    ("triage: {CKR_DEVICE_ERROR: gone}", "5:32: gone is not a class of return codes"),
    ("triage: {CKR_DEVICE_ERROR: lost, 0x30: suspect}", "5:38: CKR_DEVICE_ERROR is given twice"),
    ("reconnect: {first: 1m}", "5:16: first must not be longer than longest"),
  ])
  func `A wrong setting of a driver is refused where it stands`(line: String, problem: String) throws {
    #expect(try fixture.problem(withSetting: line) == problem)
  }

  @Test(arguments: [
    ("471147", "5:10: does not say where the PIN comes from"),
    ("[471147]", "5:10: does not say where the PIN comes from"),
    ("{file: a, command: [471147]}", "5:10: must have one of file and command"),
    ("{}", "5:10: must have one of file and command"),
    ("{command: 471147}", "5:20: must be a list of words, not text"),
    ("{command: []}", "5:20: names no program"),
    ("{command: [no-such-program-471]}", "5:10: the program no-such-program-471 is not found"),
    ("{file: gone}", "5:10: the PIN file FOLDER/gone does not exist"),
  ])
  func `A PIN has a source, and is itself never repeated`(pin: String, problem: String) throws {
    let found = try fixture.problem(withSetting: "pin: \(pin)")?.replacing(fixture.folder.path, with: "FOLDER")
    #expect(found == problem)
    #expect(found?.contains("471147") == false)
  }

  @Test(arguments: [
    ("prod", "is not a PKCS#11 URI"),
    ("\"pkcs11:\"", "the URI names no token"),
    ("pkcs11:slot-id=1", "the attribute slot-id does not tell which token is meant"),
    ("pkcs11:token=a;object=b", "the attribute object does not tell which token is meant"),
    ("pkcs11:token=a;pin-value=471147", "pin-value is refused in a URI"),
    ("pkcs11:token=a?pin-source=/etc/pin", "pin-source is refused in a URI"),
    ("pkcs11:token=a;token=b", "the attribute token is given twice"),
    ("pkcs11:token", "an attribute of the URI has no value"),
    ("pkcs11:token=", "the attribute token is empty or wrongly percent-encoded"),
    ("pkcs11:token=%4", "the attribute token is empty or wrongly percent-encoded"),
    ("pkcs11:token=%+1", "the attribute token is empty or wrongly percent-encoded"),
    ("pkcs11:token=%FF", "the attribute token is empty or wrongly percent-encoded"),
  ])
  func `A token is named by a URI that tells it from others`(uri: String, problem: String) throws {
    let yaml = "drivers:\n  - name: prod\n    module: module.so\n    token: \(uri)\n"
    #expect(try fixture.problem(yaml) == "4:12: \(problem)")
  }

  @Test(arguments: [
    ("name: a", "token=b, module: module.so", "3:12", "have one name, a"),
    ("name: b, environment: {X: 2}", "token=b, module: other.so", "3:32", "give X two values"),
    ("name: b, initialize: x", "token=b, module: ./module.so", "3:27", "of one module have different initialize"),
    ("name: b, initialize: x", "token=b, module: link.so", "3:27", "of one module have different initialize"),
    ("name: b, profile: nss", "token=b, module: module.so", "3:24", "of one module have different profiles"),
    ("name: b", "token=a, module: module.so", "3:22", "are for one token"),
    ("name: b", "token=a;serial=1, module: module.so", "3:22", "are for one token"),
  ])
  func `Drivers that cannot be had together are both named`(
    start: String, rest: String, place: String, problem: String
  ) throws {
    fixture.folder.link("link.so", to: "module.so")
    let yaml = """
      drivers:
        - {name: a, module: module.so, token: pkcs11:token=a, environment: {X: 1}}
        - {\(start), token: pkcs11:\(rest)}
      """
    #expect(try fixture.problem(yaml) == "\(place): the drivers in lines 2 and 3 \(problem)")
  }
}
