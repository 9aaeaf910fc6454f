import Foundation
import Support
import Testing

/// Requests, certificates and public halves of pairs that stay on their token. OpenSSL plays the authority.
@Suite struct CommandCertificateTests {
  let bench: Workbench

  init() throws {
    // Certificates are put on the token: a demo of the test's own.
    bench = try Workbench(try Demo())
    try bench.openSSL(
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=authority",
      "-keyout", "authority.key", "-out", "authority.pem", "-days", "3")
  }

  private func issue(_ request: String, to certificate: String) throws {
    #expect(
      try bench.openSSL(
        "x509", "-req", "-in", request, "-CA", "authority.pem", "-CAkey", "authority.key", "-CAcreateserial", "-days",
        "2", "-out", certificate))
  }

  @Test func `A request of each kind of pair is one that OpenSSL verifies`() throws {
    for key in ["code-signing", "ledger", "timestamping", "root-2035", "ssh-bastion"] {
      try bench.does("keys", "request", key, "--subject", "CN=Käthe\\, Inc.,O=Example+OU=One,C=DE", "--out", "request")
      #expect(try bench.openSSL("req", "-in", "request", "-verify", "-noout"), "\(key)")
      try bench.openSSL(
        "req", "-in", "request", "-subject", "-noout", "-nameopt", "RFC2253,-esc_msb", "-out", "subject")
      let subject = String(decoding: try bench.read("subject"), as: UTF8.self)
      #expect(subject.contains("CN=Käthe\\, Inc.") && subject.hasSuffix(",C=DE\n"), "\(subject)")
      try bench.does("keys", "public", key, "--out", "key.pem")
      try bench.openSSL("req", "-in", "request", "-pubkey", "-noout", "-out", "requested.pem")
      try bench.openSSL("pkey", "-pubin", "-in", "key.pem", "-out", "public.pem")
      #expect(try bench.read("public.pem") == bench.read("requested.pem"))
    }
  }

  @Test func `A certificate is kept beside its pair, replaced and written out, and another's is refused`() throws {
    for (key, name) in [("ledger", "one"), ("ledger", "two"), ("api-gateway", "other")] {
      try bench.does("keys", "request", key, "--subject", "CN=\(name)", "--out", "request")
      try issue("request", to: "\(name).pem")
    }
    let refused = try bench.claviger("keys", "import-certificate", "ledger", "--in", "other.pem")
    refused.expect(.exited(6))
    #expect(refused.stderr.contains("another key"))
    try bench.claviger("keys", "export-certificate", "ledger").expect(.exited(5))

    let imported = try bench.does("keys", "import-certificate", "ledger", "--in", "one.pem", "--json")
    let row = try #require(imported.rows().first)
    #expect(row.text("class") == "CKO_CERTIFICATE" && row.text("label") == "ledger")
    try bench.does("keys", "export-certificate", "ledger", "--out", "back.pem")
    #expect(try bench.read("back.pem") == bench.read("one.pem"))

    let again = try bench.claviger("keys", "import-certificate", "ledger", "--in", "two.pem")
    again.expect(.exited(6))
    try bench.openSSL("x509", "-in", "two.pem", "-outform", "DER", "-out", "two.der")
    try bench.does("keys", "import-certificate", "ledger", "--in", "two.der", "--replace")
    try bench.does("keys", "export-certificate", "ledger", "--out", "back.pem")
    #expect(try bench.read("back.pem") == bench.read("two.pem"))
  }

  @Test func `What is no name, no certificate, or may not be changed, is told by one line`() throws {
    try bench.write(100, to: "garbage")
    let wrong: [([String], Int32)] = [
      (["keys", "request", "ledger", "--subject", "nothing"], 2),
      (["keys", "request", "ledger", "--subject", ""], 2),
      (["keys", "request", "ledger", "--subject", "NOSUCH=x"], 2),
      (["keys", "request", "ledger", "--subject", "CN=x\\"], 2),
      (["keys", "request", "no-such-key", "--subject", "CN=x"], 5),
      (["keys", "request", "kek-2026", "--subject", "CN=x"], 5),
      (["keys", "request", "ledger", "--subject", "CN=x", "--read-only"], 6),
      (["keys", "import-certificate", "ledger", "--in", bench.folder.path + "/garbage"], 1),
      (["keys", "import-certificate", "ledger", "--in", bench.folder.path + "/missing"], 1),
      (["keys", "import-certificate", "ledger", "--in", bench.folder.path + "/authority.pem", "--read-only"], 6),
      (["keys", "public", "kek-2026"], 5),
    ]
    for (arguments, status) in wrong {
      let result = try claviger(
        arguments: ["--config", bench.demo.directory.path + "/claviger.yaml"] + arguments)
      result.expect(.exited(status), "\(arguments)")
      #expect(result.stdout.isEmpty)
    }
  }
}
