import Settings
import Testing

@Suite struct ConfigurationErrorTests {
  private let fixture: ConfigurationFixture

  init() throws { fixture = try ConfigurationFixture() }

  @Test(arguments: [
    ("", "1:1: the file is empty"),
    ("# nothing but this\n", "1:1: the file is empty"),
    ("---\n", "1:1: the file is empty"),
    ("dark\n", "1:1: must be a mapping, not text"),
    ("drivers:\n  - name: [a\n", "3:1: is not YAML: did not find expected ',' or ']'"),
    ("theme: dark\n---\ntheme: light\n", "2:1: a second document begins"),
    ("theme: dark\nstore: sqlite:a\ntheme: light\n", "1:1: the key theme is given more than once; this is the first"),
    ("theme: !!str dark\n", "1:8: a tag is not allowed"),
    ("!mine theme: dark\n", "1:1: a tag is not allowed"),
    ("theme: &dark dark\n", "1:8: an anchor is not allowed"),
    ("theme: &dark dark\nstore: *dark\n", "1:8: an anchor is not allowed"),
    ("store: *dark\n", "1:8: an alias is not allowed"),
    ("<<: {theme: dark}\n", "1:1: a merge key is not allowed"),
    ("? [a, b]\n: c\n", "1:3: a key must be a word"),
    ("theme: \"a\u{0}b\"\n", "1:10: a control character (code 0)"),
  ])
  func `What is no plain YAML is refused where it begins`(yaml: String, problem: String) throws {
    #expect(try fixture.problem(yaml) == problem)
  }

  @Test func `A file that is not UTF-8 is refused at the first byte that is not`() throws {
    try fixture.folder.write(Array("theme: dark\nstore: ".utf8) + [0xFF], to: "claviger.yaml")
    let error = #expect(throws: SettingsError.self) {
      try Configuration.load(explicit: fixture.file, environment: [:])
    }
    #expect(error?.message == "\(fixture.file):2:8: is not UTF-8")
  }

  @Test func `A file that nests without end is refused`() throws {
    let deep = "theme: " + String(repeating: "[", count: 100_000)
    #expect(try fixture.problem(deep)?.contains("is not YAML: ") == true)
    let shallow = "theme: " + String(repeating: "[", count: 900) + String(repeating: "]", count: 900)
    #expect(try fixture.problem(shallow) == "1:8: must be text, not a list")
  }

  @Test func `A file of more than 1 MiB is not read`() throws {
    let large = "\(ConfigurationFixture.minimal)\n" + String(repeating: "#", count: 1 << 20)
    #expect(try fixture.problem(large)?.hasSuffix("is larger than 1 MiB") == true)
  }

  @Test(arguments: [
    ("themes: dark", "1:1: the key themes is not known here"),
    ("theme:", "1:7: has no value"),
    ("theme: [dark]", "1:8: must be text, not a list"),
    ("theme: {dark: 1}", "1:8: must be text, not a mapping"),
    ("store: claviger.db", "1:8: claviger.db is not the location of a store"),
    ("store: sqlite:${CONFIG_DIR}/a", "1:8: ${CONFIG_DIR} has no meaning here"),
    ("after-end-date: never", "1:17: never is not known here"),
    ("trials: [manual]", "1:9: must be text, not a list"),
    ("seal: claviger-seal", "1:7: is not a PKCS#11 URI"),
    ("seal: pkcs11:token=prod", "1:7: the URI names no key"),
    ("seal: pkcs11:object=seal?pin-value=1234", "1:7: pin-value is refused in a URI"),
    ("seal: pkcs11:object=seal;PIN-Source=/pin", "1:7: pin-source is refused in a URI"),
    ("keys: [D]", "1:7: must be a mapping, not a list"),
    ("keys: {help: {}}", "1:14: must be text, not a mapping"),
  ])
  func `A wrong setting of the console is refused`(line: String, problem: String) throws {
    #expect(try fixture.problem("\(line)\n\(ConfigurationFixture.minimal)") == problem)
  }

  @Test(arguments: ["15", "m", "1.5s", "-1s", "5 s", "1d", "99999999999999999999s", "½s"])
  func `What is no duration is refused`(text: String) throws {
    #expect(
      try fixture.problem("idle-logout: \(text)\n\(ConfigurationFixture.minimal)")
        == "1:14: \(text) is not a duration")
  }

  @Test(arguments: [
    ("0s", "must be longer than nothing"), ("8761h", "must not be longer than a year"),
    ("9223372036854775807h", "must not be longer than a year"),
  ])
  func `A duration has bounds`(text: String, problem: String) throws {
    #expect(
      try fixture.problem("idle-logout: \(text)\n\(ConfigurationFixture.minimal)") == "1:14: \(problem)")
  }

  @Test func `An error tells what to do`() throws {
    let unknown = try #require(try fixture.error("themes: dark"))
    #expect(unknown.remedy.hasPrefix("known here: store, theme, idle-logout,"))
    let duration = try #require(try fixture.error("idle-logout: 15\n\(ConfigurationFixture.minimal)"))
    #expect(duration.remedy == "write a number and ms, s, m or h, as in 15m")
    #expect(SettingsError.exitCode == 2)
  }

  @Test func `An error is one line without control characters, whatever was written`() throws {
    let error = try #require(try fixture.error("\"a\\n\\e[2J\": b"))
    #expect(error.message == "\(fixture.file):1:1: the key a??[2J is not known here")
  }
}
