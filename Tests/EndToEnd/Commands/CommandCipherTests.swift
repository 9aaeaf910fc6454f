import Foundation
import Support
import Testing

/// `encrypt` and `decrypt` on the demo's keys, with OpenSSL as the other side.
///
/// One after the other: SoftHSM writes the token's file at each login, and a process that looks meanwhile finds none.
@Suite(.serialized) struct CommandCipherTests {
  let bench: Workbench
  private static let demo = Result { try Demo() }

  init() throws { bench = try Workbench(try Self.demo.get()) }

  @Test(arguments: ["aes_cbc_pad", "aes_ctr", "aes_gcm"])
  func `What was encrypted is decrypted, of any length, and no two times alike`(mechanism: String) throws {
    for size in [0, 16, 65_536, 1_000_000] {
      try bench.write(size, to: "data")
      for name in ["one", "two"] {
        try bench.does("encrypt", "--key", "kek-2026", "--mechanism", mechanism, "--in", "data", "--out", name)
      }
      #expect(try bench.read("one") != bench.read("two"))
      try bench.does("decrypt", "--key", "kek-2026", "--mechanism", mechanism, "--in", "one", "--out", "back")
      #expect(try bench.read("back") == bench.read("data"), "\(size)")
    }
  }

  @Test func `AES-CBC is the standard's, under an initialisation vector of one's own`() throws {
    try bench.write(64_000, to: "data")
    let iv = "000102030405060708090a0b0c0d0e0f"
    try bench.does(
      "encrypt", "--key", "kek-2026", "--mechanism", "CKM_AES_CBC", "--iv", iv, "--in", "data", "--out", "cipher")
    #expect(try bench.read("cipher").count == 64_000)
    try bench.does(
      "encrypt", "--key", "kek-2026", "--mechanism", "aes_cbc_pad", "--iv", iv, "--in", "data", "--out", "padded")
    #expect(try bench.read("padded").prefix(64_000) == bench.read("cipher"))
    try bench.does(
      "decrypt", "--key", "kek-2026", "--mechanism", "aes_cbc", "--iv", iv, "--in", "cipher", "--out", "back")
    #expect(try bench.read("back") == bench.read("data"))
  }

  @Test func `RSA takes what OpenSSL encrypted, and OpenSSL's parameters`() throws {
    try bench.does("keys", "public", "code-signing", "--out", "key.pem")
    try bench.write(100, to: "data")
    try bench.openSSL(
      "pkeyutl", "-encrypt", "-pubin", "-inkey", "key.pem", "-pkeyopt", "rsa_padding_mode:oaep", "-in", "data", "-out",
      "oaep")
    try bench.does(
      "decrypt", "--key", "code-signing", "--mechanism", "rsa_pkcs_oaep", "--hash", "sha1", "--in", "oaep", "--out",
      "back")
    #expect(try bench.read("back") == bench.read("data"))
    try bench.openSSL("pkeyutl", "-encrypt", "-pubin", "-inkey", "key.pem", "-in", "data", "-out", "pkcs")
    try bench.does("decrypt", "--key", "code-signing", "--mechanism", "rsa_pkcs", "--in", "pkcs", "--out", "back")
    #expect(try bench.read("back") == bench.read("data"))
    for mechanism in [["rsa_pkcs"], ["rsa_pkcs_oaep", "--hash", "sha1"]] {
      let options = Array(mechanism.dropFirst())
      let encrypted = try claviger(
        arguments: ["--config", bench.demo.directory.path + "/claviger.yaml", "encrypt", "--key", "code-signing"]
          + ["--mechanism", mechanism[0]] + options
          + ["--in", bench.folder.path + "/data", "--out", bench.folder.path + "/cipher"])
      encrypted.expect(.exited(0))
      let back = try claviger(
        arguments: ["--config", bench.demo.directory.path + "/claviger.yaml", "decrypt", "--key", "code-signing"]
          + ["--mechanism", mechanism[0]] + options + ["--in", bench.folder.path + "/cipher"])
      #expect(back.output == (try bench.read("data")), "\(back.stderr)")
    }
  }

  @Test func `A changed cipher text, another key, another parameter open nothing, and leave no file`() throws {
    try bench.write(100_000, to: "data")
    try bench.does(
      "encrypt", "--key", "kek-2026", "--mechanism", "aes_gcm", "--aad", "0102", "--in", "data", "--out", "cipher")
    let wrong = [
      ["--key", "kek-2026", "--mechanism", "aes_gcm", "--aad", "0103"],
      ["--key", "kek-2026", "--mechanism", "aes_gcm"],
      ["--key", "kek-2025", "--mechanism", "aes_gcm", "--aad", "0102"],
      ["--key", "kek-2026", "--mechanism", "aes_gcm", "--aad", "0102", "--tag-bits", "96"],
    ]
    for arguments in wrong {
      let result = try claviger(
        arguments: ["--config", bench.demo.directory.path + "/claviger.yaml", "decrypt"] + arguments
          + ["--in", bench.folder.path + "/cipher", "--out", bench.folder.path + "/back"])
      result.expect(.exited(1), "\(arguments)")
    }
    var changed = try bench.read("cipher")
    changed[50_000] ^= 1
    try changed.write(to: bench.folder.url("cipher"))
    let result = try bench.claviger(
      "decrypt", "--key", "kek-2026", "--mechanism", "aes_gcm", "--aad", "0102", "--in", "cipher", "--out", "back")
    result.expect(.exited(1))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: bench.folder.path).filter { $0.hasPrefix("back") } == [])
  }

  @Test func `The vector of the proofs encrypts nothing else, and read-only decrypts nothing`() throws {
    try bench.write(64, to: "data")
    let iv = "claviger-seed-iv".utf8.map { String($0, radix: 16) }.joined()
    let refused = try bench.claviger(
      "encrypt", "--key", "kek-2026", "--mechanism", "aes_cbc_pad", "--iv", iv, "--in", "data", "--out", "cipher")
    refused.expect(.exited(6))
    let readOnly = try bench.claviger(
      "decrypt", "--key", "kek-2026", "--mechanism", "aes_cbc_pad", "--in", "data", "--out", "back", "--read-only")
    readOnly.expect(.exited(6))
    let short = try bench.claviger(
      "encrypt", "--key", "kek-2026", "--mechanism", "aes_cbc_pad", "--iv", "00", "--in", "data", "--out", "cipher")
    short.expect(.exited(2))
    let ambiguous = try bench.claviger(
      "encrypt", "--key", "payments-kek", "--mechanism", "aes_cbc_pad", "--in", "data", "--out", "cipher")
    ambiguous.expect(.exited(5))
    #expect(ambiguous.stderr.split(separator: "\n").filter { $0.hasPrefix("pkcs11:") }.count == 2)
  }
}
