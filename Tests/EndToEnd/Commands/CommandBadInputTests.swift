import Foundation
import Support
import Testing

/// Every wrong input ends with its own status, and with a line that says what is wrong and where.
@Suite struct CommandBadInputTests {
  let demo: Demo
  let folder: TemporaryDirectory

  init() throws {
    demo = try Demo.shared.get()
    folder = try TemporaryDirectory()
  }

  private func configured(_ yaml: String, _ arguments: String...) throws -> ProgramResult {
    let file = try folder.write(yaml, to: "claviger.yaml")
    return try claviger(arguments: ["--config", file.path] + arguments)
  }

  @Test(arguments: [
    ["nonsense"], ["--nonsense"], ["keys", "list", "--nonsense"], ["status", "--wait", "soon"], ["keys", "show"],
    ["defaults", "set", "--global"], ["defaults", "set", "--key", "x"], ["completion", "tcsh"],
    ["defaults", "clear", "--global", "--type", "password"], ["slots", "--driver", "none"],
    ["keys", "show", "pkcs11:object=x;pin-value=1234"], ["keys", "show", "pkcs11:object=%zz"],
    ["policies", "add", "A//B"], ["types", "add", "a/b"],
  ])
  func `Wrong usage ends with 2, prints nothing, and names its fault`(arguments: [String]) throws {
    let result = try claviger(arguments: ["--config", demo.directory.path + "/claviger.yaml"] + arguments)
    result.expect(.exited(2))
    #expect(result.stdout.isEmpty)
    #expect(result.firstMessage.hasPrefix("claviger: "))
    #expect(!result.stderr.contains("1234"))
  }

  @Test func `A failure under --json is one document on standard error`() throws {
    let failure = try demo("keys", "show", "no-such-key", "--json").failure()
    #expect(failure.names == ["code", "message", "remedy", "function", "returnValue", "returnName"])
    #expect(failure.number("code") == 5)
    #expect(failure.isNull("function") && failure.isNull("returnValue"))
    #expect(try claviger("--json", "nonsense").failure().number("code") == 2)
  }

  @Test func `Without any configuration the remedy names the demo`() throws {
    for command in [["status"], ["keys", "list"], ["config", "check"]] {
      let result = try claviger(arguments: command)
      result.expect(.exited(2))
      #expect(result.stderr.contains("claviger demo"))
    }
    try claviger("--config", "/nowhere/claviger.yaml", "status").expect(.exited(2))
  }

  @Test func `An empty configuration is refused`() throws {
    let result = try configured("", "config", "check")
    result.expect(.exited(2))
    #expect(result.firstMessage.hasSuffix("claviger.yaml:1:1: the file is empty"))
  }

  @Test func `An unknown key is refused with its line and column`() throws {
    let result = try configured("theme: dark\nmodul: x\n", "status")
    result.expect(.exited(2))
    #expect(result.firstMessage.contains("claviger.yaml:2:1: "))
  }

  @Test func `A key binding that cannot be is refused where it stands`() throws {
    let yaml = try String(contentsOfFile: demo.directory.path + "/claviger.yaml", encoding: .utf8)
      .replacing("{file: pin}", with: "prompt")
    let result = try configured(yaml + "keys:\n  quit: G\n", "config", "check")
    result.expect(.exited(2))
    #expect(result.firstMessage.contains(/claviger\.yaml:\d+:\d+: key G would mean both/))
  }

  private func module(_ path: String) -> String {
    "drivers:\n  - name: prod\n    module: \(path)\n    token: pkcs11:token=prod\n"
  }

  @Test func `A module that is missing is refused where it is named`() throws {
    let result = try configured(module("/nowhere/libnone.so"), "slots")
    result.expect(.exited(2))
    #expect(result.firstMessage.contains("claviger.yaml:3:13: the module /nowhere/libnone.so does not exist"))
  }

  @Test func `A file that is no module cannot be loaded`() throws {
    try folder.write("this is no library\n", to: "module.so", permissions: 0o700)
    for command in [["slots"], ["mechanisms"], ["keys", "list"]] {
      let file = try folder.write(module(folder.path + "/module.so"), to: "claviger.yaml")
      let result = try claviger(arguments: ["--config", file.path, "--json"] + command)
      result.expect(.exited(2))
      #expect(result.stdout.isEmpty)
      #expect(try #require(try result.failure().text("message")).hasPrefix("the module cannot be loaded: "))
    }
    let status = try configured(module(folder.path + "/module.so"), "status", "--json")
    status.expect(.exited(3))
    #expect(try status.rows().map { $0.text("state") } == ["failed"])
  }

  @Test func `What others could change is refused with the chmod that mends it`() throws {
    let file = try folder.write(module(SoftHSMDirectory.modulePath), to: "claviger.yaml", permissions: 0o660)
    let result = try claviger("--config", file.path, "drivers", "list")
    result.expect(.exited(2))
    #expect(result.stderr.contains("can be changed by its group") && result.stderr.contains("chmod g-w"))
    try claviger("--config", file.path, "--trust-permissions", "drivers", "list").expect(.exited(0))
  }

  @Test func `What --trust-permissions passed over is kept in the log of changes`() throws {
    let yaml = "store: sqlite:store.db\n" + module(SoftHSMDirectory.modulePath)
    let file = try folder.write(yaml, to: "claviger.yaml", permissions: 0o660)
    try claviger("--config", file.path, "--trust-permissions", "types", "list").expect(.exited(0))
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/store.db"))
    try claviger("--config", file.path, "--trust-permissions", "types", "add", "x").expect(.exited(0))
    let logged = try Data(contentsOf: folder.url("store.db"))
    #expect(logged.range(of: Data("trust-permissions".utf8)) != nil)
  }

  @Test func `A PIN file that its group can change is refused`() throws {
    try folder.write("1234\n", to: "pin", permissions: 0o660)
    let file = try demo.configuration(in: folder, pin: "{file: pin}")
    let result = try claviger("--config", file, "status")
    result.expect(.exited(2))
    #expect(result.stderr.contains("chmod"))
  }

  private func onStore(_ arguments: String...) throws -> ProgramResult {
    try claviger(
      arguments: [
        "--config", demo.directory.path + "/claviger.yaml", "--store", "sqlite:\(folder.path)/store.db", "--json",
      ] + arguments)
  }

  @Test func `A store that is a directory, or no database, fails with 1`() throws {
    try FileManager.default.createDirectory(at: folder.url("store.db"), withIntermediateDirectories: false)
    try onStore("defaults", "list").expect(.exited(1))
    #expect(try onStore("types", "add", "x").failure().number("code") == 1)
    try FileManager.default.removeItem(at: folder.url("store.db"))
    try folder.write(String(repeating: "no database ", count: 1000), to: "store.db")
    #expect(try onStore("defaults", "list").failure().number("code") == 1)
    try onStore("types", "list").expect(.exited(1))
    #expect(
      try claviger("--config", demo.directory.path + "/claviger.yaml", "--store", "x", "types", "list").status
        == .exited(2))
  }

  @Test func `A store of a newer version is left as it is`() throws {
    try onStore("types", "add", "x").expect(.exited(0))
    let file = folder.url("store.db")
    for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: file.path + suffix) }
    var bytes = try Data(contentsOf: file)
    // user_version stands in the four bytes at 60 of an SQLite file.
    bytes.replaceSubrange(60..<64, with: [0, 0, 3, 231])
    try bytes.write(to: file)
    let failure = try onStore("types", "list").failure()
    #expect(failure.number("code") == 1)
    #expect(try #require(failure.text("message")).contains("a newer version of this program made it"))
    #expect(try Data(contentsOf: file) == bytes)
  }

  @Test func `A result that cannot be written is a failure`() throws {
    let result = try run(
      URL(fileURLWithPath: "/bin/sh"),
      [
        "-c", #"exec "$0" "$@" > /dev/full"#, BuiltProduct.url(named: "claviger").path, "--config",
        demo.directory.path + "/claviger.yaml", "types", "list",
      ], environment: ["HOME": folder.path])
    result.expect(.exited(1))
    #expect(result.firstMessage == "claviger: the result could not be written: No space left on device")
  }
}
