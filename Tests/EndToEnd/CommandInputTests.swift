import Foundation
import Support
import Testing

/// Bad input gets one clear error with its exit code, and loses nothing.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct CommandInputTests {
  static let demo = Result { try ConsoleDemo() }

  /// A configuration of the test's own beside the demo's token.
  private struct Place {
    let folder: TemporaryDirectory
    let demo: ConsoleDemo

    init() throws {
      folder = try TemporaryDirectory()
      demo = try CommandInputTests.demo.get()
    }

    var text: String {
      get throws { try String(contentsOfFile: demo.configuration, encoding: .utf8) }
    }

    func claviger(_ yaml: String, _ arguments: [String], permissions: Int = 0o600) throws -> ProgramResult {
      let directory = URL(fileURLWithPath: demo.configuration).deletingLastPathComponent().path
      let absolute = yaml.replacingOccurrences(of: "${CONFIG_DIR}", with: directory)
        .replacingOccurrences(of: "{file: pin}", with: "{file: \(directory)/pin}")
      let file = try folder.write(absolute, to: "claviger.yaml", permissions: permissions)
      return try run(
        ConsoleDemo.program, ["--config", file.path] + arguments, environment: demo.environment)
    }
  }

  private func expect(_ result: ProgramResult, _ status: Int32, _ words: String) {
    #expect(result.status == .exited(status), "\(result.stderr)")
    #expect(result.stderr.contains(words), "\(result.stderr)")
    #expect(result.stderr.hasPrefix("claviger: "))
    #expect(result.stdout.isEmpty)
  }

  @Test func `usage that is wrong ends with 2`() throws {
    let place = try Place()
    for arguments in [["nonsense"], ["status", "--nonsense"], ["defaults", "set", "--key", "x"], ["keys", "show"]] {
      #expect(try place.claviger(place.text, arguments).status == .exited(2), "\(arguments)")
    }
    expect(try place.claviger(place.text, ["--driver", "other", "status"]), 2, "there is no driver other")
  }

  @Test func `without any configuration the demo is named`() throws {
    let folder = try TemporaryDirectory()
    let result = try run(ConsoleDemo.program, ["status"], environment: ["HOME": folder.path])
    expect(result, 2, "claviger demo")
  }

  @Test func `faults of the configuration have their place`() throws {
    let place = try Place()
    expect(try place.claviger("", ["status"]), 2, "claviger.yaml")
    let unknown = try place.text.replacingOccurrences(of: "theme: dark", with: "colour: dark")
    expect(try place.claviger(unknown, ["status"]), 2, "claviger.yaml:3:1")
  }

  @Test func `what others could change is refused with the chmod that mends it`() throws {
    let place = try Place()
    expect(try place.claviger(place.text, ["status"], permissions: 0o666), 2, "chmod")
  }

  @Test func `a module that is missing or none is a fault of the configuration`() throws {
    let place = try Place()
    let text = try place.text
    let module = try #require(text.split(separator: "\n").first { $0.contains("module:") }).description
    let missing = text.replacingOccurrences(of: module, with: "    module: /nowhere/lib.so")
    expect(try place.claviger(missing, ["status"]), 2, "/nowhere/lib.so")
    let file = try place.folder.write("no library\n", to: "lib.so", permissions: 0o700)
    let none = text.replacingOccurrences(of: module, with: "    module: \(file.path)")
    let result = try place.claviger(none, ["keys", "list"])
    expect(result, 2, "cannot be loaded")
  }

  @Test func `a wrong PIN is tried once and ends with 4`() throws {
    let place = try Place()
    let pin = try place.folder.write("not the PIN\n", to: "wrong")
    let result = try place.claviger(place.text, ["--pin-file", pin.path, "keys", "list"])
    expect(result, 4, "CKR_PIN_INCORRECT")
    #expect(!result.stderr.contains("not the PIN"))
    let empty = try place.folder.write("\n", to: "empty")
    #expect(try place.claviger(place.text, ["--pin-file", empty.path, "keys", "list"]).status != .exited(0))
    let prompt = try place.text.replacingOccurrences(of: "{file: pin}", with: "prompt")
    expect(try place.claviger(prompt, ["--no-input", "keys", "list"]), 4, "nobody to type the PIN")
    let open = try place.claviger(prompt, ["--no-input", "keys", "list", "--public"])
    #expect(open.status == .exited(0))
    #expect(open.stderr.contains("PUBLIC VIEW"))
  }

  @Test func `a store that cannot be used is left as it is`() throws {
    let place = try Place()
    let folder = try TemporaryDirectory()
    try FileManager.default.createDirectory(at: folder.url("dir.db"), withIntermediateDirectories: false)
    let corrupt = try folder.write(String(repeating: "not a database ", count: 500), to: "corrupt.db")
    for path in [folder.url("dir.db").path, corrupt.path] {
      let result = try place.claviger(place.text, ["--store", "sqlite:\(path)", "types", "add", "x"])
      #expect(result.status == .exited(1), "\(result.stderr)")
      #expect(result.stderr.hasPrefix("claviger: "))
    }
    let kept = try String(contentsOf: corrupt, encoding: .utf8)
    #expect(kept == String(repeating: "not a database ", count: 500))
  }

  @Test func `errors are JSON where JSON was asked for`() throws {
    let place = try Place()
    let result = try place.claviger(place.text, ["--json", "keys", "show", "no-such-key"])
    #expect(result.status == .exited(5))
    let document = try JSONSerialization.jsonObject(with: Data(result.stderr.utf8)) as? [String: [String: Any]]
    let error = try #require(document?["error"])
    #expect(
      Set(error.keys) == ["code", "message", "remedy", "function", "returnValue", "returnName"])
    #expect(error["code"] as? Int == 5)
  }
}
