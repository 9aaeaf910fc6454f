import Foundation
import SecretMemory
import Support
import Testing
import TokenSupport

@testable import Cryptoki
@testable import HSM

/// Pairs that leave a real token, and what OpenSSL's own program says of them.
@Suite struct ExportTests {
  private let token: TestToken

  init() throws { token = try TestToken() }

  private func connected(_ useCases: Set<UseCase> = [.generate]) throws -> Connection {
    let connection = token.connection(token.driver(useCases: useCases))
    try connection.connect()
    return connection
  }

  private func objects(_ connection: Connection) throws -> Int {
    try connection.withSession(couldNot: "count") { (session) throws(CryptokiError) in try session.findObjects().count }
  }

  private static let folder = Result { try TemporaryDirectory() }

  /// What `openssl pkey` says of a private key.
  private func openssl(_ pair: ExportedPair) throws -> ProgramResult {
    let data = pair.privateKey.der.withUnsafeBytes { Data($0) }
    return try run(
      URL(filePath: "/usr/bin/openssl"), ["pkey", "-inform", "DER", "-check", "-pubout", "-outform", "PEM"], input: data
    )
  }

  private func check(_ pair: ExportedPair) throws {
    let said = try openssl(pair)
    #expect(said.status == .exited(0) && said.stdout.contains("Key is valid"), "\(said.stderr)")
    let publicKey = KeyText.pem("PUBLIC KEY", pair.publicKey.der)
    let text = publicKey.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    #expect(said.stdout.contains(text))
  }

  @Test(arguments: ["rsa-2048", "ec-p256", "ec-p384", "ec-p521"])
  func `a pair that left the token is whole, and nothing is left there`(type: String) throws {
    let connection = try connected()
    defer { connection.disconnect() }
    let before = try objects(connection)
    let kind = try #require(KeyKind(name: type))
    let pair = try connection.export(try PairExport(kind, transportBits: 3072))
    try check(pair)
    #expect(try objects(connection) == before)
    #expect(pair.route.inner == .CKM_AES_KEY_WRAP_PAD && pair.route.outer == .CKM_RSA_PKCS)
    #expect([.rfc5649, .rfc5649Zeros].contains(pair.route.dialect))
    #expect(pair.route.passedOver.map(\.mechanism) == [.CKM_AES_KEY_WRAP_KWP])
    #expect(pair.route.passedOver.first?.reason == "not listed")
    #expect(pair.route.notes.isEmpty == ["rsa-2048", "ec-p256"].contains(type))
  }

  @Test func `many pairs on P-256 and some of RSA-2048 are each whole, and none is another`() throws {
    let connection = try connected()
    defer { connection.disconnect() }
    let before = try objects(connection)
    var seen: Set<[UInt8]> = []
    for _ in 0..<20 {
      // Each is signed with and verified where it is opened.
      seen.insert(try connection.export(try PairExport(.curve(.p256))).publicKey.der)
    }
    for _ in 0..<4 { seen.insert(try connection.export(try PairExport(.rsa(bits: 2048))).publicKey.der) }
    #expect(seen.count == 24)
    #expect(try objects(connection) == before)
  }

  @Test func `by OAEP the AES key leaves too, and the result says so`() throws {
    let connection = try connected()
    defer { connection.disconnect() }
    var export = try PairExport(.curve(.p256))
    export.prefersOAEP = true
    let pair = try connection.export(export)
    #expect(pair.route.outer == .CKM_RSA_PKCS_OAEP)
    // SoftHSM refuses every hash but SHA-1.
    #expect(pair.route.notes == ["the AES key was wrapped by CKM_RSA_PKCS_OAEP with CKM_SHA_1"])
  }

  @Test func `a driver that is not configured for it makes no pair`() throws {
    let connection = try connected([.protect, .hardware])
    defer { connection.disconnect() }
    #expect {
      try connection.export(try PairExport(.curve(.p256)))
    } throws: {
      ($0 as? HSMError)?.code == .refused
    }
  }

  @Test func `Edwards pairs are refused in words, before the token is asked`() {
    #expect {
      try PairExport(.curve(.ed25519))
    } throws: {
      ($0 as? HSMError)?.exitCode == 6 && ($0 as? HSMError)?.message.contains("no standard") == true
    }
  }

  @Test func `an encrypted key is opened by openssl with its passphrase only`() throws {
    let connection = try connected()
    defer { connection.disconnect() }
    let pair = try connection.export(try PairExport(.curve(.p256)))
    let sealed = try pair.privateKey.encrypted(with: TestToken.secret("correct horse"))
    let folder = try Self.folder.get()
    let file = folder.url("sealed.der")
    try Data(sealed).write(to: file)
    func open(_ passphrase: String) throws -> ProgramResult {
      try run(
        URL(filePath: "/usr/bin/openssl"),
        ["pkey", "-inform", "DER", "-in", file.path, "-passin", "pass:\(passphrase)", "-check", "-noout"])
    }
    try open("correct horse").expect(.exited(0))
    #expect(try open("wrong").status != .exited(0))
    let structure = try run(URL(filePath: "/usr/bin/openssl"), ["asn1parse", "-inform", "DER", "-in", file.path])
    #expect(structure.stdout.contains("PBES2") && structure.stdout.contains("1.3.6.1.4.1.11591.4.11") == false)
    #expect(structure.stdout.contains("scrypt") && structure.stdout.contains("aes-256-cbc"))
  }
}
