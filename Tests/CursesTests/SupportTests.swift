import Foundation
import Support
import Testing

struct SupportTests {
  @Test func `a program is run with its input and tells all it has to say`() throws {
    let input = Data((0..<200_000).map { UInt8($0 % 251) })
    let result = try run(URL(fileURLWithPath: "/bin/sh"), ["-c", "cat; echo late >&2; exit 3"], input: input)
    result.expect(.exited(3))
    #expect(result.output == input)
    #expect(result.stderr == "late\n")
  }

  @Test func `a program on a pseudo-terminal has it as its own`() throws {
    let pseudo = try PseudoTerminal(
      running: URL(fileURLWithPath: "/bin/sh"), ["-c", "read line < /dev/tty; echo got $line; stty size; sleep 60"],
      width: 30, height: 5)
    pseudo.type("keys\n")
    try pseudo.waitFor(text: "got keys")
    try pseudo.waitFor(text: "5 30")
    pseudo.kill(SIGTERM)
    #expect(try pseudo.waitForExit() == .signalled(SIGTERM))
  }

  @Test func `a SoftHSM of the test's own has the token that was made there, and is gone afterwards`() throws {
    var path = ""
    do {
      let softHSM = try SoftHSMDirectory()
      path = softHSM.directory.path
      try softHSM.initializeToken(label: "prod")
      let slots = try run(
        URL(fileURLWithPath: "/usr/bin/softhsm2-util"), ["--show-slots"], environment: softHSM.environment)
      #expect(slots.stdout.contains("prod"))
      #expect(FileManager.default.fileExists(atPath: SoftHSMDirectory.modulePath))
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o700)
    }
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func `programs that were built are found beside the tests`() {
    let itself = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    #expect(BuiltProduct.url(named: itself.lastPathComponent) == itself)
  }
}
