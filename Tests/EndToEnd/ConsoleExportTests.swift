import Foundation
import Support
import Testing

/// A pair brought out by the real console, from keystrokes to files that openssl opens.
@Suite(.serialized)
struct ConsoleExportTests {
  private let demo: ConsoleDemo

  init() throws { demo = try ConsoleDemo() }

  private var file: String { demo.folder.path + "/pair.pem" }

  private func openForm() throws -> PseudoTerminal {
    let terminal = try demo.openConnected()
    try terminal.openExportForm(file: file)
    return terminal
  }

  private func openssl(_ arguments: String...) throws -> ProgramResult {
    try run(URL(filePath: "/usr/bin/openssl"), arguments)
  }

  @Test func `An encrypted pair is in its files, the log has it, and its passphrase is nowhere`() throws {
    let terminal = try openForm()
    let passphrase = "Vk3" + UUID().uuidString.prefix(18)
    try terminal.orderExport(passphrase: passphrase)
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
    try terminal.orderExport(passphrase: nil)
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

extension PseudoTerminal {
  /// Opens the form of an export, and types where the pair goes.
  func openExportForm(file: String) throws {
    type("3")
    try waitFor(text: "Protection")
    try arm()
    type("E")
    try waitFor(text: "for use outside it")
    press(.down)
    press(.down)
    type(file)
  }

  /// Has the pair made that the form asks for.
  ///
  /// - Parameter passphrase: nil writes the private key as it is.
  func orderExport(passphrase: String?) throws {
    guard let passphrase else {
      press(.down)
      type(" ")
      try waitFor(text: "NOT ENCRYPTED")
      press(.enter)
      try waitFor(text: "Type unencrypted")
      return type("unencrypted\n")
    }
    press(.enter)
    try waitFor(text: "Passphrase:")
    type(passphrase + "\n")
    try waitFor(text: "The same again:")
    type(passphrase + "\n")
  }
}
