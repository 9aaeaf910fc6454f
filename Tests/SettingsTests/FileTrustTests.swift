import Glibc
import Settings
import Testing

@Suite struct FileTrustTests {
  private let folder = TemporaryFolder()
  private let trust = FileTrust()

  /// A user who is neither root nor the owner of the test's files.
  private let stranger: uid_t = 54_321

  private func fault(_ path: String, as subject: FileTrust.Subject = .module) -> SettingsError? {
    #expect(throws: SettingsError.self) { try trust.check(path, as: subject) }
  }

  @Test func `A file of the user in folders of the user and root is trusted`() throws {
    let file = try folder.write("", to: "module.so", mode: 0o755)
    #expect(try trust.check(file, as: .module) == file)
  }

  @Test(
    arguments: [
      (0o775, "can be changed by its group", "chmod g-w"), (0o757, "can be changed by everyone", "chmod o-w"),
      (0o777, "can be changed by everyone", "chmod go-w"),
    ] as [(mode_t, String, String)])
  func `A file that others can change is refused with its cure`(mode: mode_t, what: String, cure: String) throws {
    let file = try folder.write("", to: "module.so", mode: mode)
    let error = fault(file)
    #expect(error?.message == "the module \(file) \(what)")
    #expect(error?.remedy == "\(cure) '\(file)'")
    #expect(system(error?.remedy ?? "false") == 0)
    #expect(try trust.check(file, as: .module) == file)
  }

  @Test func `A folder above that others can change is refused`() throws {
    folder.makeFolder("a", mode: 0o770)
    folder.makeFolder("a/b")
    let file = try folder.write("", to: "a/b/module.so")
    #expect(
      fault(file)?.message
        == "the folder \(folder("a")) can be changed by its group, on the way to the module \(file)")
    #expect(fault(file)?.remedy == "chmod g-w '\(folder("a"))'")
  }

  @Test func `A sticky folder passes`() throws {
    folder.makeFolder("shared", mode: 0o1777)
    let file = try folder.write("", to: "shared/module.so")
    #expect(try trust.check(file, as: .module) == file)
  }

  @Test func `A link is followed to a trusted file`() throws {
    let file = try folder.write("", to: "module.so")
    folder.link("link.so", to: "module.so")
    folder.link("absolute.so", to: folder("link.so"))
    #expect(try trust.check(folder("absolute.so"), as: .module) == file)
  }

  @Test func `A link that others could turn around is refused`() throws {
    try folder.write("", to: "module.so")
    folder.makeFolder("open", mode: 0o777)
    folder.link("open/link.so", to: "../module.so")
    #expect(fault(folder("open/link.so"))?.message.hasPrefix("the folder \(folder("open")) can be changed") == true)
  }

  @Test func `Links that go in a circle are refused`() {
    folder.link("a", to: "b")
    folder.link("b", to: "a")
    #expect(fault(folder("a"))?.message.contains("cannot be reached") == true)
  }

  @Test func `A file of somebody else is refused`() throws {
    let file = try folder.write("", to: "module.so")
    // Only root can give a file away; anybody else looks at their own through a stranger's eyes.
    let isRoot = geteuid() == 0
    if isRoot { chown(file, stranger, gid_t.max) }
    let eyes = FileTrust(user: isRoot ? 0 : stranger)
    let error = #expect(throws: SettingsError.self) { try eyes.check(file, as: .module) }
    #expect(error?.message.contains("belongs to user \(isRoot ? stranger : geteuid())") == true)
    #expect(error?.remedy.hasPrefix("chown \(isRoot ? 0 : stranger) ") == true)
  }

  @Test func `A PIN file that others can read is refused, unless they cannot get to it`() throws {
    let file = try folder.write("1234", to: "pin", mode: 0o644)
    folder.change("", to: 0o711)
    let error = fault(file, as: .pinFile)
    #expect(error?.message == "the PIN file \(file) can be read by others")
    #expect(error?.remedy == "chmod go-r '\(file)'")

    folder.change("", to: 0o700)
    #expect(try trust.check(file, as: .pinFile) == file)
    folder.change("", to: 0o711)
    folder.change("pin", to: 0o600)
    #expect(try trust.check(file, as: .pinFile) == file)
  }

  @Test func `A PIN file is not hidden by a folder that only a link leads through`() throws {
    folder.makeFolder("a")
    folder.makeFolder("ab", mode: 0o711)
    let file = try folder.write("1234", to: "ab/pin", mode: 0o644)
    folder.link("a/pin", to: "../ab/pin")
    folder.change("", to: 0o711)
    let error = fault(folder("a/pin"), as: .pinFile)
    #expect(error?.message == "the PIN file \(file) can be read by others")
  }

  @Test func `Every file that a configuration names is looked at`() throws {
    let fixture = try ConfigurationFixture()
    for name in ["conf", "pin", "theme.yaml"] { try fixture.folder.write("", to: name) }
    try fixture.folder.write("", to: "ask", mode: 0o755)
    let file = { (name: String) in fixture.folder(name) }
    let yaml = "theme: ./theme.yaml\n\(ConfigurationFixture.minimal)"
    let minimal = yaml + "\n    environment: {CONF: \"\(file("conf"))\"}\n    pin: {file: pin}"
    _ = try fixture.load(minimal)

    for (name, place, what) in [
      ("theme.yaml", "1:8", "theme"), ("module.so", "4:13", "module"), ("conf", "6:25", "path"),
      ("pin", "7:10", "PIN file"),
    ] {
      fixture.folder.change(name, to: 0o622)
      let problem = "the \(what) \(file(name)) can be changed by everyone"
      #expect(try fixture.problem(minimal) == "\(place): \(problem)")
      #expect(try fixture.load(minimal, trustsPermissions: true).passedOver == ["\(fixture.file):\(place): \(problem)"])
      fixture.folder.change(name, to: 0o600)
    }
    fixture.folder.change("ask", to: 0o722)
    let initialize = "\(ConfigurationFixture.minimal)\n    initialize: \(file("ask"))"
    #expect(try fixture.problem(initialize) == "5:17: the path \(file("ask")) can be changed by everyone")
    let command = "\(ConfigurationFixture.minimal)\n    pin: {command: [./ask]}"
    #expect(try fixture.problem(command) == "5:10: the PIN command \(file("ask")) can be changed by everyone")
  }

  @Test func `The configuration itself is looked at before it is read`() throws {
    let fixture = try ConfigurationFixture()
    try fixture.folder.write("not: [yaml", to: "claviger.yaml", mode: 0o666)
    let error = #expect(throws: SettingsError.self) {
      try Configuration.load(explicit: fixture.file, environment: [:])
    }
    #expect(error?.message == "the configuration \(fixture.file) can be changed by everyone")
  }
}
