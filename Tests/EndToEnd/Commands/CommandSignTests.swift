import Foundation
import Support
import Testing

/// `sign` and `verify` on the demo's keys, with OpenSSL as the other side.
///
/// One after the other: SoftHSM writes the token's file at each login, and a process that looks meanwhile finds none.
@Suite(.serialized) struct CommandSignTests {
  let bench: Workbench
  private static let demo = Result { try Demo() }

  init() throws { bench = try Workbench(try Self.demo.get()) }

  struct Case: Sendable, CustomTestStringConvertible {
    let key: String
    let mechanism: String
    /// What `openssl dgst` is told, besides key, signature and data.
    let dgst: [String]
    var options: [String] = []
    var testDescription: String { "\(mechanism) \(options.joined(separator: " "))" }
  }

  static let pss = ["-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:digest"]
  static let cases: [Case] = hashed + others

  private static let hashed: [Case] = ["sha1", "sha224", "sha256", "sha384", "sha512"].flatMap { hash -> [Case] in
    [
      Case(key: "code-signing", mechanism: "\(hash)_rsa_pkcs", dgst: ["-\(hash)"]),
      Case(key: "code-signing", mechanism: "\(hash)_rsa_pkcs_pss", dgst: ["-\(hash)"] + pss),
      Case(key: "code-signing", mechanism: "rsa_pkcs_pss", dgst: ["-\(hash)"] + pss, options: ["--hash", hash]),
      Case(key: "ledger", mechanism: "ecdsa_\(hash)", dgst: ["-\(hash)"], options: ["--format", "der"]),
    ]
  }

  private static let others: [Case] = [
    Case(key: "code-signing", mechanism: "md5_rsa_pkcs", dgst: ["-md5"]),
    Case(key: "timestamping", mechanism: "ECDSA", dgst: ["-sha384"], options: ["--format", "der"]),
    Case(key: "root-2035", mechanism: "CKM_ECDSA", dgst: ["-sha512"], options: ["--format", "der"]),
    Case(
      key: "root-2035", mechanism: "CKM_ECDSA", dgst: ["-sha256"], options: ["--format", "der", "--hash", "sha256"]),
    Case(
      key: "code-signing", mechanism: "sha256_rsa_pkcs_pss",
      dgst: ["-sha256", "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:0"],
      options: ["--salt-length", "0"]),
  ]

  private func both(_ command: String, _ test: Case, _ more: [String]) throws -> ProgramResult {
    let all = [command, "--key", test.key, "--mechanism", test.mechanism] + test.options + more
    return try run(
      URL(fileURLWithPath: "/usr/bin/env"),
      ["-C", bench.folder.path, BuiltProduct.url(named: "claviger").path, "--config"]
        + [bench.demo.directory.path + "/claviger.yaml"] + all, environment: ["HOME": bench.folder.path])
  }

  private func openSSLVerifies(_ dgst: [String]) throws -> ProgramResult {
    try run(
      URL(fileURLWithPath: "/usr/bin/env"),
      ["-C", bench.folder.path, "openssl", "dgst"] + dgst + ["-verify", "key.pem", "-signature", "signature", "data"])
  }

  @Test(arguments: cases)
  func `What the token signs OpenSSL verifies, and so does the token, short and long`(test: Case) throws {
    try bench.does("keys", "public", test.key, "--out", "key.pem")
    for size in [100, 200_000] {
      try bench.write(size, to: "data")
      let signed = try both("sign", test, ["--in", "data", "--out", "signature"])
      signed.expect(.exited(0))
      let outside = try openSSLVerifies(test.dgst)
      #expect(outside.stdout == "Verified OK\n", "\(outside.stdout)\(outside.stderr)")
    }
    let another = test.dgst[0] == "-sha256" ? "-sha384" : "-sha256"
    #expect(try openSSLVerifies([another] + test.dgst.dropFirst()).status != .exited(0), "another digest")
    let verified = try both("verify", test, ["--in", "data", "--signature", "signature"])
    #expect(verified.status == .exited(0) && verified.stdout == "valid\n", "\(verified.stderr)")
    try bench.write(100, to: "data")
    #expect(try openSSLVerifies(test.dgst).stdout == "Verification failure\n", "other data")
    let refused = try both("verify", test, ["--in", "data", "--signature", "signature"])
    #expect(refused.status == .exited(1) && refused.stdout == "not valid\n", "\(refused.stderr)")
  }

  @Test func `EdDSA signs files of any length, and tells a changed one`() throws {
    try bench.does("keys", "public", "ssh-bastion", "--out", "key.pem")
    try bench.write(200_000, to: "data")
    try bench.does("sign", "--key", "ssh-bastion", "--mechanism", "eddsa", "--in", "data", "--out", "signature")
    #expect(try bench.read("signature").count == 64)
    #expect(
      try bench.openSSL(
        "pkeyutl", "-verify", "-pubin", "-inkey", "key.pem", "-rawin", "-in", "data", "-sigfile", "signature"))
    try bench.write(199_999, to: "data")
    let result = try bench.claviger(
      "verify", "--key", "ssh-bastion", "--mechanism", "eddsa", "--in", "data", "--signature", "signature", "--json")
    result.expect(.exited(1))
    #expect(try result.object()["valid"] as? Bool == false)
  }

  @Test func `A digest made outside is signed as it is, and said to be one`() throws {
    try bench.does("keys", "public", "ledger", "--out", "key.pem")
    try bench.write(1000, to: "data")
    try bench.openSSL("dgst", "-sha256", "-binary", "-out", "digest", "data")
    let result = try bench.does(
      "sign", "--key", "ledger", "--mechanism", "ecdsa", "--format", "der", "--in", "digest", "--out", "signature")
    #expect(result.stderr.contains("signed as one"))
    #expect(try bench.openSSL("dgst", "-sha256", "-verify", "key.pem", "-signature", "signature", "data"))
    func verify(_ file: String) throws -> ProgramResult {
      try bench.does(
        "verify", "--key", "ledger", "--mechanism", "ecdsa", "--format", "der", "--in", file, "--signature",
        "signature")
    }
    #expect(try verify("digest").stderr.contains("verified as one"))
    // The curve's own digest is the one that was made outside.
    #expect(try verify("data").stderr.contains("sha256 of the data was made here, and verified"))
  }

  @Test func `Raw RSA signs a block as it is`() throws {
    try bench.does("keys", "public", "code-signing", "--out", "key.pem")
    try bench.write(100, to: "data")
    let signed = try bench.does(
      "sign", "--key", "code-signing", "--mechanism", "rsa_pkcs", "--in", "data", "--out", "signature")
    #expect(signed.stderr == "claviger: CKM_RSA_PKCS makes no digest: the data was signed as it is\n")
    let verified = try bench.does(
      "verify", "--key", "code-signing", "--mechanism", "rsa_pkcs", "--in", "data", "--signature", "signature")
    #expect(verified.stderr == "claviger: CKM_RSA_PKCS makes no digest: the data was verified as it is\n")
    #expect(
      try bench.openSSL(
        "pkeyutl", "-verifyrecover", "-pubin", "-inkey", "key.pem", "-in", "signature", "-out", "recovered"))
    #expect(try bench.read("recovered") == bench.read("data"))
    var block = try bench.read("signature")
    block[0] = 0
    try block.write(to: bench.folder.url("block"))
    try bench.does("sign", "--key", "code-signing", "--mechanism", "rsa_x_509", "--in", "block", "--out", "signature")
    #expect(
      try bench.openSSL(
        "pkeyutl", "-encrypt", "-pubin", "-inkey", "key.pem", "-pkeyopt", "rsa_padding_mode:none", "-in", "signature",
        "-out", "recovered"))
    #expect(try bench.read("recovered") == block)
  }

  @Test func `The document holds the signature, and nothing else is on standard output`() throws {
    try bench.write(10, to: "data")
    let result = try bench.does(
      "sign", "--key", "code-signing", "--mechanism", "sha256_rsa_pkcs", "--in", "data", "--json")
    let document = try result.object()
    #expect(document.text("signature")?.count == 512)
    #expect(document.text("mechanism") == "CKM_SHA256_RSA_PKCS")
    #expect(try document.object("key").text("label") == "code-signing")
  }

  @Test func `What does not go together is wrong usage, told before anything is signed`() throws {
    try bench.write(10, to: "data")
    let wrong: [([String], Int32)] = [
      (["sign", "--mechanism", "no_such", "--in", "data"], 2),
      (["sign", "--mechanism", "sha256_rsa_pkcs", "--hash", "sha256", "--in", "data"], 2),
      (["sign", "--mechanism", "sha256_rsa_pkcs", "--iv", "00", "--in", "data"], 2),
      (["sign", "--mechanism", "sha256_rsa_pkcs", "--format", "der", "--in", "data"], 2),
      (["sign", "--mechanism", "rsa_pkcs_pss", "--hash", "sha3", "--in", "data"], 2),
      (["sign", "--mechanism", "sha1_rsa_pkcs_pss", "--hash", "sha256", "--in", "data"], 2),
      (["sign", "--mechanism", "sha256_rsa_pkcs", "--in", "missing"], 1),
      (["sign", "--mechanism", "sha256_rsa_pkcs", "--in", "data", "--read-only"], 6),
      (["sign", "--mechanism", "eddsa", "--in", "data"], 5),
      (["verify", "--mechanism", "sha256_rsa_pkcs", "--in", "data"], 2),
    ]
    for (arguments, status) in wrong {
      let test = Case(key: "code-signing", mechanism: arguments[2], dgst: [])
      let out = arguments[0] == "sign" ? ["--out", "signature"] : []
      let result = try both(arguments[0], test, Array(arguments.dropFirst(3)) + out)
      result.expect(.exited(status), "\(arguments)")
      #expect(result.stderr.hasPrefix("claviger: "), "\(result.stderr)")
    }
    #expect(throws: (any Error).self) { try bench.read("signature") }
    #expect(try FileManager.default.contentsOfDirectory(atPath: bench.folder.path).filter { $0.hasPrefix("sig") } == [])
  }

  @Test func `A driver that is not configured for it signs nothing`() throws {
    let other = try TemporaryDirectory()
    let file = try bench.demo.configuration(in: other, pin: "{file: \(bench.demo.pinFile)}")
    try bench.write(10, to: "data")
    let result = try bench.claviger(
      "sign", "--key", "code-signing", "--mechanism", "sha256_rsa_pkcs", "--in", "data", "--out", "signature",
      configuration: file)
    result.expect(.exited(6))
    #expect(result.stderr.contains("use case hardware"))
  }
}
