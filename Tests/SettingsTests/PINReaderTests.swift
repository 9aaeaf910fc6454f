import Glibc
import HSM
import SecretMemory
import Testing

@testable import Settings

@Suite struct PINReaderTests {
  private let folder = TemporaryFolder()
  private let reader = PINReader(environment: ["PATH": "/usr/bin:/bin", "GREETING": "hello"])

  private func pin(_ source: PINSource, reader: PINReader? = nil) throws -> String? {
    let secret = try (reader ?? self.reader).read(source)
    switch consume secret {
    case .some(let bytes): return bytes.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    case .none: return nil
    }
  }

  private func shell(_ script: String, reader: PINReader? = nil) throws -> String? {
    try pin(.command(["sh", "-c", script]), reader: reader)
  }

  private func problem(_ body: () throws -> String?) -> String? {
    #expect(throws: SettingsError.self) { try body() }?.message
  }

  @Test(arguments: [
    ("1234", "1234"), ("1234\n", "1234"), ("1234\n5678\n", "1234"), (" 12 34 \n", " 12 34 "),
    ("pässwörd\n", "pässwörd"),
  ])
  func `A file's first line is the PIN`(content: String, expected: String) throws {
    #expect(try pin(.file(path: folder.write(content, to: "pin"))) == expected)
  }

  @Test func `A PIN has 1 to 255 bytes`() throws {
    let longest = String(repeating: "9", count: 255)
    #expect(try pin(.file(path: folder.write("\(longest)\n", to: "pin"))) == longest)
    let path = try folder.write("\(longest)9", to: "pin")
    #expect(
      problem { try pin(.file(path: path)) }
        == "the PIN file \(path) gives no PIN: its first line is longer than 255 bytes")
    for empty in ["", "\n", "\n1234\n"] {
      try folder.write(empty, to: "pin")
      #expect(problem { try pin(.file(path: path)) } == "the PIN file \(path) gives no PIN: its first line is empty")
    }
  }

  @Test func `A Windows line end is told before it costs a try`() throws {
    let path = try folder.write("1234\r\n", to: "pin")
    #expect(problem { try pin(.file(path: path)) }?.hasSuffix("ends in a carriage return") == true)
  }

  @Test func `A file that others can read or that is none gives no PIN`() throws {
    let path = try folder.write("1234", to: "pin", mode: 0o644)
    folder.change("", to: 0o755)
    #expect(problem { try pin(.file(path: path)) } == "the PIN file \(path) can be read by others")
    #expect(try pin(.file(path: path), reader: PINReader(trustsPermissions: true)) == "1234")
    #expect(problem { try pin(.file(path: folder.path)) } == "the PIN file \(folder.path) is not a file")
    mkfifo(folder("pipe"), 0o600)
    #expect(problem { try pin(.file(path: folder("pipe"))) } == "the PIN file \(folder("pipe")) is not a file")
    #expect(problem { try pin(.file(path: folder("gone"))) } == "the PIN file \(folder("gone")) does not exist")
  }

  @Test func `A link to a trusted file is followed`() throws {
    try folder.write("1234", to: "pin")
    folder.link("link", to: "pin")
    #expect(try pin(.file(path: folder("link"))) == "1234")
  }

  @Test func `A prompt and a PIN pad are not for the reader`() throws {
    #expect(try pin(.prompt) == nil)
    #expect(try pin(.protected) == nil)
  }

  @Test func `A command's first line is the PIN`() throws {
    #expect(try shell("echo 1234; echo 5678") == "1234")
    #expect(try shell("printf 12; sleep 0.1; printf 34") == "1234")
    #expect(try shell("printf '%s\\n' \"$GREETING\"") == "hello")
  }

  @Test func `A command's words are not read by a shell`() throws {
    #expect(try pin(.command(["printf", "%s", "$HOME; *"])) == "$HOME; *")
  }

  @Test func `A command that says much more is heard to its end`() throws {
    #expect(try shell("echo 1234; head -c 1000000 /dev/zero") == "1234")
    #expect(problem { try shell("head -c 1000000 /dev/zero") }?.hasSuffix("longer than 255 bytes") == true)
  }

  @Test func `A command sees no input, no terminal, no error output and no open file`() throws {
    let open = open(folder.path, O_RDONLY)
    defer { close(open) }
    #expect(try shell("read line || echo none") == "none")
    #expect(try shell("(: </dev/tty) 2>/dev/null || echo none") == "none")
    #expect(try shell("readlink /proc/$$/fd/2") == "/dev/null")
    #expect(try shell("ls /proc/$$/fd | tr '\\n' ' '") == "0 1 2 ")
  }

  @Test func `A command that fails gives no PIN`() throws {
    #expect(problem { try shell("echo 1234; exit 3") } == "the PIN command sh failed with exit code 3")
    #expect(problem { try shell("echo 1234; kill -9 $$") } == "the PIN command sh was ended by signal 9")
    #expect(problem { try shell("true") } == "the PIN command sh gives no PIN: its first line is empty")
    #expect(problem { try pin(.command(["no-such-program"])) } == "the program no-such-program is not found")
    let script = try folder.write("1234", to: "script", mode: 0o600)
    #expect(problem { try pin(.command([script])) } == "the PIN command \(script) cannot be run: Permission denied")
  }

  @Test func `A command that takes too long is killed, and what it started with it`() throws {
    let impatient = PINReader(
      trustsPermissions: false, environment: ["PATH": "/usr/bin:/bin"], commandDeadline: .seconds(1))
    let mark = folder("survived")
    #expect(
      problem { try shell("(sleep 2; touch '\(mark)') & echo 1234; sleep 60", reader: impatient) }
        == "the PIN command sh was killed: it took longer than 1 s")
    usleep(1_500_000)
    #expect(access(mark, F_OK) != 0)
  }

  @Test func `A process that a command leaves behind is not waited for`() throws {
    let began = ContinuousClock.now
    #expect(try shell("sleep 5 & echo 1234") == "1234")
    #expect(ContinuousClock.now - began < .seconds(4))
  }

  @Test func `A command that others can change is not run`() throws {
    let script = try folder.write("#!/bin/sh\necho 1234\n", to: "script", mode: 0o777)
    #expect(problem { try pin(.command([script])) } == "the PIN command \(script) can be changed by everyone")
    folder.change("script", to: 0o700)
    #expect(try pin(.command([script])) == "1234")
  }
}
