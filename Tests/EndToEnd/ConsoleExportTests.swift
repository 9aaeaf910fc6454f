import Foundation
import Support
import Testing

/// A pair brought out by the real console, from keystrokes to files that openssl opens.
@Suite(.serialized)
struct ConsoleExportTests {
  private let demo: ConsoleDemo

  init() throws { demo = try ConsoleDemo() }

  private var file: String { demo.folder.path + "/pair.pem" }

  private func openForm(file: String? = nil) throws -> PseudoTerminal {
    let terminal = try demo.openConnected()
    terminal.type("3")
    try terminal.waitFor(text: "Protection")
    try terminal.arm()
    terminal.type("E")
    try terminal.waitFor(text: "for use outside it")
    terminal.press(.down)
    terminal.press(.down)
    terminal.type(file ?? self.file)
    return terminal
  }

  private func openssl(_ arguments: String...) throws -> ProgramResult {
    try run(URL(filePath: "/usr/bin/openssl"), arguments)
  }

  @Test func `An encrypted pair is in its files, the log has it, and its passphrase is nowhere`() throws {
    let terminal = try openForm()
    let passphrase = "Vk3" + UUID().uuidString.prefix(18)
    terminal.press(.enter)
    try terminal.waitFor(text: "Passphrase:")
    terminal.type(passphrase + "\n")
    try terminal.waitFor(text: "The same again:")
    terminal.type(passphrase + "\n")
    try terminal.waitFor("the result and its mechanism", timeout: .seconds(60)) {
      $0.contains("The pair is outside") && $0.contains("CKM_AES_KEY_WRAP_PAD")
    }
    let said = try openssl("pkey", "-in", file, "-passin", "pass:\(passphrase)", "-check", "-noout")
    #expect(said.stdout.contains("Key is valid"), "\(said.stderr)")
    if geteuid() == 0, !TestEnvironment.hasSanitizer {
      let process = try #require(terminal.process)
      #expect(try ProcessMemory(of: process.identifier).places(of: passphrase).isEmpty)
    }
    #expect(!terminal.outputText.contains(passphrase))
    terminal.press(.enter)
    terminal.type("8")
    try terminal.waitFor(text: "export-pair")
    #expect(try terminal.quit() == .exited(0))
  }

  @Test(
    .enabled(if: geteuid() == 0, "only root may read the program's memory"),
    .disabled(if: TestEnvironment.hasSanitizer, "a sanitizer keeps memory of its own"))
  func `Once a pair is in its files, neither its number nor its text is in memory, and no other file is there`() throws
  {
    let terminal = try openForm()
    terminal.press(.down)
    terminal.type(" ")
    try terminal.waitFor(text: "NOT ENCRYPTED")
    terminal.press(.enter)
    try terminal.waitFor(text: "Type unencrypted")
    terminal.type("unencrypted\n")
    try terminal.waitFor(text: "The pair is outside", timeout: .seconds(60))
    let process = try #require(terminal.process)
    let memory = ProcessMemory(of: process.identifier)
    let text = try String(contentsOfFile: file, encoding: .utf8)
    #expect(try memory.places(of: String(text.split(separator: "\n")[1])).isEmpty, "the text of the file")
    let number = try #require(privateNumber(try openssl("ec", "-in", file, "-noout", "-text").stdout))
    #expect(try memory.places(of: number).isEmpty, "the private number")
    // OpenSSL keeps numbers in words, the last first.
    #expect(try memory.places(of: Data(number.reversed())).isEmpty, "the private number in words")
    let names = try FileManager.default.contentsOfDirectory(atPath: demo.folder.path).filter { $0.hasPrefix("pair") }
    #expect(Set(names) == ["pair.pem", "pair.pem.pub"])
    terminal.press(.enter)
    #expect(try terminal.quit() == .exited(0))
  }

  @Test(
    .enabled(if: geteuid() == 0, "only root may read the program's memory"),
    .disabled(if: TestEnvironment.hasSanitizer, "a sanitizer keeps memory of its own"))
  func `Where the files cannot be written once the pair is outside, nothing of it stays in memory`() throws {
    let folder = demo.folder.path + "/gone"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    let terminal = try openForm(file: folder + "/pair.pem")
    // A transport key that takes long enough for the folder to go in the meantime.
    terminal.press(.up)
    for _ in 0..<3 { terminal.press(.right) }
    try terminal.waitFor(text: "RSA of 7680 bits")
    terminal.press(.down)
    terminal.press(.down)
    terminal.type(" ")
    try terminal.waitFor(text: "NOT ENCRYPTED")
    terminal.press(.enter)
    try terminal.waitFor(text: "Type unencrypted")
    terminal.type("unencrypted\n")
    try terminal.waitFor(text: "The token makes")
    try FileManager.default.removeItem(atPath: folder)
    try terminal.waitFor(text: "cannot be written", timeout: .seconds(180))
    let process = try #require(terminal.process)
    #expect(try ProcessMemory(of: process.identifier).places(of: Self.headOfPrivateKey).isEmpty)
    terminal.press(.escape)
    try terminal.waitFor("the form left") { !$0.contains("for use outside it") }
    #expect(try terminal.quit() == .exited(0))
  }

  /// What stands before the number in each private key of P-256 in PKCS#8, whatever comes with it: by this a key is found
  /// that nobody knows.
  private static let headOfPrivateKey = Data([
    0x02, 0x01, 0x00, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01, 0x06, 0x08, 0x2A, 0x86, 0x48,
    0xCE, 0x3D, 0x03, 0x01, 0x07, 0x04,
  ])

  /// The 32 bytes between `priv:` and `pub:`.
  private func privateNumber(_ text: String) -> Data? {
    guard let start = text.range(of: "priv:"), let end = text.range(of: "pub:") else { return nil }
    let digits = text[start.upperBound..<end.lowerBound].filter(\.isHexDigit)
    let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap { place -> UInt8? in
      let from = digits.index(digits.startIndex, offsetBy: place)
      return UInt8(digits[from...digits.index(after: from)], radix: 16)
    }
    return bytes.count >= 32 ? Data(bytes.suffix(32)) : nil
  }
}
