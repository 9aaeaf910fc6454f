import Foundation
import Support
import Testing

/// Exports that fail late, when there is key material outside the token already: none of it stays in the program's
/// memory, or in any file.
@Suite(
  .serialized, .enabled(if: geteuid() == 0, "only root may read the program's memory"),
  .disabled(if: TestEnvironment.hasSanitizer, "a sanitizer keeps memory of its own"))
struct ConsoleExportFailureTests {
  private let rehearsed: RehearsedDemo
  private let passphrase = "Wq8" + UUID().uuidString.prefix(18)

  init() throws {
    rehearsed = try RehearsedDemo()
    // A trial brings a pair of its own out of the token, and would run into the same orders.
    try rehearsed.demo.rewrite("rehearsal.yaml") { $0 + "trials: manual\n" }
  }

  /// What comes between the pair and its files once it is outside.
  enum Obstacle: CaseIterable { case noFolder, anothersFile }

  @Test(arguments: Obstacle.allCases, [true, false])
  func `Where the files cannot be written once the pair is outside, nothing of it stays`(
    obstacle: Obstacle, isEncrypted: Bool
  ) throws {
    let folder = rehearsed.demo.folder.path + "/out"
    let file = folder + "/pair.pem"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    let (terminal, memory) = try openForm(file)
    // It was wrapped and opened when the token's objects are about to be destroyed.
    try rehearsed.order("stall C_DestroyObject until released")
    try terminal.orderExport(passphrase: isEncrypted ? passphrase : nil)
    try waitUntil(30) { try !memory.places(of: Self.headOfPrivateKey).isEmpty }
    #expect(try memory.places(of: Self.headOfPrivateKey).allSatisfy { $0.isLocked && $0.isLeftOutOfDumps })
    switch obstacle {
    case .noFolder: try FileManager.default.removeItem(atPath: folder)
    case .anothersFile: try rehearsed.demo.folder.write("mine", to: "out/pair.pem")
    }
    try rehearsed.order()
    try terminal.waitFor(text: "cannot be written", timeout: .seconds(30))
    try expectNothingLeft(in: memory)
    if obstacle == .anothersFile {
      #expect(try String(contentsOfFile: file, encoding: .utf8) == "mine")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["pair.pem"])
    }
    try leave(terminal)
  }

  @Test func `Where the private key cannot be wrapped once the AES key is outside, nothing stays`() throws {
    let (terminal, memory) = try openForm(rehearsed.demo.folder.path + "/pair.pem")
    try rehearsed.order("fail C_WrapKey CKR_FUNCTION_FAILED from 2")
    try terminal.orderExport(passphrase: passphrase)
    try terminal.waitFor(text: "CKM_AES_KEY_WRAP_PAD: CKR_FUNCTION_FAILED", timeout: .seconds(30))
    try expectNothingLeft(in: memory)
    try expectNoFiles()
    try leave(terminal)
  }

  @Test func `Where the private key that came out is not the public key's, nothing of it stays`() throws {
    let (terminal, memory) = try openForm(rehearsed.demo.folder.path + "/pair.pem")
    try rehearsed.order("text object-ec-point \(anotherPoint())")
    try terminal.orderExport(passphrase: passphrase)
    try terminal.waitFor(text: "does not belong to the public key", timeout: .seconds(30))
    try expectNothingLeft(in: memory)
    try expectNoFiles()
    try leave(terminal)
  }

  /// The public point of a new pair of OpenSSL's on P-256, as orders have bytes.
  private func anotherPoint() throws -> String {
    let openssl = URL(filePath: "/usr/bin/openssl")
    let made = try run(
      openssl, ["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-outform", "DER"])
    let half = try run(openssl, ["pkey", "-inform", "DER", "-pubout", "-outform", "DER"], input: made.output)
    try half.require(.exited(0), "\(made.stderr)")
    return half.output.suffix(65).map { String(format: "\\x%02X", $0) }.joined()
  }

  private func openForm(_ file: String) throws -> (PseudoTerminal, ProcessMemory) {
    let terminal = try rehearsed.openConsole()
    try terminal.openExportForm(file: file)
    return (terminal, ProcessMemory(of: try #require(terminal.process).identifier))
  }

  private func leave(_ terminal: PseudoTerminal) throws {
    terminal.press(.escape)
    try terminal.waitFor("the form left") { !$0.contains("for use outside it") }
    #expect(try terminal.quit() == .exited(0))
  }

  private func expectNoFiles() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: rehearsed.demo.folder.path)
    #expect(names.filter { $0.hasPrefix("pair") } == [])
  }

  private func expectNothingLeft(in memory: ProcessMemory) throws {
    let traces = [Self.headOfPrivateKey, Data(passphrase.utf8)] + Self.headInPEM
    for trace in traces { #expect(try memory.places(of: trace).isEmpty) }
    // The token's, the store with its log of changes, the state: whatever was written.
    let folder = rehearsed.demo.folder.path
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: "\(folder)/\(name)", isDirectory: &isFolder), !isFolder.boolValue
      else { continue }
      let bytes = try Data(contentsOf: rehearsed.demo.folder.url(name))
      for trace in traces { #expect(bytes.range(of: trace) == nil, "\(name)") }
    }
  }

  /// What stands before the number in each private key of P-256 in PKCS#8, whatever comes with it: by this a key is
  /// found that nobody knows.
  private static let headOfPrivateKey = Data([
    0x02, 0x01, 0x00, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01, 0x06, 0x08, 0x2A, 0x86, 0x48,
    0xCE, 0x3D, 0x03, 0x01, 0x07, 0x04,
  ])

  /// The same in PEM, wherever it begins within three bytes.
  private static let headInPEM = (0..<3).map { before in
    let text = (Data(count: before) + headOfPrivateKey).base64EncodedString()
    // Without the characters in which bytes before and behind it have a part.
    let (first, end) = ((before * 8 + 5) / 6, (before + headOfPrivateKey.count) * 8 / 6)
    return Data(text.prefix(end).dropFirst(first).utf8)
  }
}
