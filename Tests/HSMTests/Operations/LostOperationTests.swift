import Cryptoki
import Foundation
import HSM
import Support
import Testing
import TokenSupport

/// A connection that is lost under an operation, on a driver whose worker dies.
@Suite(.oneDriverAtATime) struct LostOperationTests {
  private let data = [UInt8](repeating: 7, count: 200_000)

  private func withSigner(_ body: (RemoteToken, Connection, KeyObject) throws -> Void) throws {
    let server = try RemoteToken()
    let label = AttributeValue.text("signer")
    _ = try server.withSession { session in
      try session.generateKeyPair(
        Mechanism(.CKM_RSA_PKCS_KEY_PAIR_GEN),
        publicKey: [
          .CKA_TOKEN: true, .CKA_LABEL: label, .CKA_ID: .bytes([1]), .CKA_MODULUS_BITS: .number(2048),
          .CKA_PUBLIC_EXPONENT: .bytes([1, 0, 1]), .CKA_VERIFY: true,
        ],
        privateKey: [
          .CKA_TOKEN: true, .CKA_LABEL: label, .CKA_ID: .bytes([1]), .CKA_PRIVATE: true, .CKA_SENSITIVE: true,
          .CKA_SIGN: true,
        ])
    }
    let connection = Connection(
      driver: server.driver, modules: LoadedModules(),
      pinProvider: { (_) throws(HSMError) in TestToken.secret(TestToken.pin) })
    try connection.connect()
    #expect(connection.status.isLoggedIn, "\(String(describing: connection.status.cause))")
    defer { connection.disconnect() }
    let key = try #require(
      try connection.listObjects().first { $0.objectClass == .CKO_PRIVATE_KEY && $0.labelText == "signer" })
    try body(server, connection, key)
  }

  @Test func `a file is signed all the same, from its beginning`() throws {
    try withSigner { server, connection, key in
      let before = try connection.sign(ByteSource(data), with: key, Mechanism(.CKM_SHA256_RSA_PKCS))
      try server.signalWorkers(SIGKILL)
      let folder = try TemporaryDirectory()
      try Data(data).write(to: folder.url("data"))
      let source = try ByteSource(path: folder.path + "/data")
      // RSA PKCS#1 v1.5 has no salt: the same data has the same signature.
      #expect(try connection.sign(source, with: key, Mechanism(.CKM_SHA256_RSA_PKCS)) == before)
    }
  }
}
