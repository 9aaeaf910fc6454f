import Foundation
import Support
import Testing

/// Key pairs from a token to files.
@Suite struct CommandKeypairTests {
  private let folder: TemporaryDirectory
  private var out: String { folder.path + "/pair.pem" }

  init() throws {
    folder = try TemporaryDirectory()
    try folder.write("correct horse\n", to: "passphrase")
  }

  private func generate(_ arguments: String...) throws -> ProgramResult {
    let demo = try Demo.shared.get()
    return try claviger(
      arguments: [
        "--config", demo.directory.path + "/claviger.yaml", "--store", "sqlite:\(folder.path)/claviger.db", "keypair",
        "generate", "--out", out,
      ] + arguments)
  }

  private func openssl(_ arguments: String...) throws -> ProgramResult {
    try run(URL(filePath: "/usr/bin/openssl"), arguments)
  }

  private func mode(_ path: String) throws -> Int {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int ?? 0
  }

  @Test func `an encrypted pair in PEM is what openssl opens, and its files are their owner's alone`() throws {
    let result = try generate("--type", "ec-p256", "--passphrase-file", folder.path + "/passphrase", "--json")
    result.expect(.exited(0))
    let document = try result.object()
    #expect(document.text("mechanism") == "CKM_AES_KEY_WRAP_PAD" && document.text("outer") == "CKM_RSA_PKCS")
    #expect(document.number("transportBits") == 3072 && document["encrypted"] as? Bool == true)
    #expect(try document.rows("passedOver").first?.text("reason") == "not listed")
    #expect(try String(contentsOfFile: out, encoding: .utf8).hasPrefix("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"))
    let opened = try openssl("pkey", "-in", out, "-passin", "pass:correct horse", "-check", "-pubout")
    #expect(opened.stdout.contains("Key is valid"))
    #expect(opened.stdout.contains(try String(contentsOfFile: out + ".pub", encoding: .utf8)))
    #expect(try openssl("pkey", "-in", out, "-passin", "pass:wrong", "-noout").status != .exited(0))
    #expect(try mode(out) == 0o600 && mode(out + ".pub") == 0o600)
  }

  @Test func `an unencrypted pair in DER is written only where that is typed out`() throws {
    let refused = try generate("--type", "rsa-2048", "--format", "der", "--no-input")
    refused.expect(.exited(4))
    #expect(!FileManager.default.fileExists(atPath: out))
    let result = try generate("--type", "rsa-2048", "--format", "der", "--unencrypted")
    #expect(result.status == .exited(0) && result.stdout.contains("NOT ENCRYPTED"), "\(result.stderr)")
    let opened = try openssl("pkey", "-inform", "DER", "-in", out, "-check", "-noout")
    #expect(opened.stdout.contains("Key is valid"))
  }

  @Test func `files that are there stay as they are, unless they may be replaced`() throws {
    for name in ["pair.pem", "pair.pem.pub"] {
      try folder.write("mine", to: name)
      let refused = try generate("--type", "ec-p256", "--unencrypted")
      #expect(refused.status == .exited(6) && refused.stderr.contains("is there already"))
      #expect(try String(contentsOfFile: folder.path + "/" + name, encoding: .utf8) == "mine")
      try FileManager.default.removeItem(atPath: folder.path + "/" + name)
    }
    try folder.write("mine", to: "pair.pem")
    try generate("--type", "ec-p256", "--unencrypted", "--force").expect(.exited(0))
    #expect(try String(contentsOfFile: out, encoding: .utf8).hasPrefix("-----BEGIN PRIVATE KEY-----\n"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count { $0.hasPrefix("pair") } == 2)
  }

  @Test func `what cannot be exported is refused in one line`() throws {
    let edwards = try generate("--type", "ed25519", "--unencrypted")
    #expect(edwards.status == .exited(6) && edwards.firstMessage.contains("no standard defines"))
    try generate("--type", "aes-256", "--unencrypted").expect(.exited(2))
    try generate("--type", "rsa-2048", "--unencrypted", "--transport-bits", "2048").expect(.exited(2))
    let both = try generate("--type", "ec-p256", "--unencrypted", "--passphrase-file", folder.path + "/passphrase")
    both.expect(.exited(2))
    try generate("--type", "ec-p256", "--unencrypted", "--read-only").expect(.exited(6))
    let nowhere = try generate("--type", "ec-p256", "--unencrypted", "--out", folder.path + "/missing/pair.pem")
    #expect(nowhere.firstMessage.contains("cannot be written: No such file"))
    #expect(!FileManager.default.fileExists(atPath: out))
  }

  @Test func `a driver that is not configured for it is refused`() throws {
    let demo = try Demo.shared.get()
    let other = try TemporaryDirectory()
    let configuration = try demo.configuration(in: other, pin: "{file: \(demo.pinFile)}")
    let refused = try claviger(
      "--config", configuration, "--trust-permissions", "keypair", "generate", "--type", "ec-p256", "--unencrypted",
      "--out", out)
    #expect(refused.status == .exited(6) && refused.firstMessage.contains("generate"))
  }

  @Test func `the log of changes has the pair and where it went`() throws {
    try generate("--type", "ec-p256", "--unencrypted", "--reason", "for the web").expect(.exited(0))
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix("claviger.db") }
    let store = try names.reduce(into: Data()) { $0 += try Data(contentsOf: folder.url($1)) }
    #expect(store.range(of: Data("export-pair".utf8)) != nil)
    #expect(store.range(of: Data("for the web".utf8)) != nil)
  }
}
