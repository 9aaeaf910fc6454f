import Cryptoki
import HSM
import Testing
import TokenSupport

@Suite(.oneDriverAtATime) struct HardwareUseCaseTests {
  @Test func `a driver without the use case refuses each operation, and asks its token nothing`() throws {
    let token = try TestToken()
    try token.makeKey("kek")
    let connection = token.connection(token.driver(useCases: [.protect, .generate]))
    try connection.connect()
    defer { connection.disconnect() }
    let key = try #require(try connection.listObjects().first)
    let cbc = Mechanism(.CKM_AES_CBC_PAD, parameter: [UInt8](repeating: 1, count: 16))
    let before = connection.status.calls
    func refused(_ body: () throws -> Void) {
      let error = #expect(throws: HSMError.self) { try body() }
      #expect(error?.code == .refused)
    }
    refused { _ = try connection.sign(ByteSource([1]), with: key, Mechanism(.CKM_AES_CMAC)) }
    refused { _ = try connection.verify([1], over: ByteSource([1]), with: key, Mechanism(.CKM_AES_CMAC)) }
    refused { try connection.encrypt(ByteSource([1]), to: ByteSink(descriptor: 1, name: ""), with: key, cbc) }
    refused { try connection.decrypt(ByteSource([1]), to: ByteSink(descriptor: 1, name: ""), with: key, cbc) }
    #expect(connection.status.calls == before)
  }

  @Test func `a MAC is made and verified with a secret key, short and long`() throws {
    let token = try TestToken()
    try token.makeKey("mac", [.CKA_SIGN: true, .CKA_VERIFY: true])
    let connection = token.connection(token.driver(useCases: [.hardware]))
    try connection.connect()
    defer { connection.disconnect() }
    let key = try #require(try connection.listObjects().first)
    let mechanism = Mechanism(.CKM_AES_CMAC)
    for count in [0, 1, 65_536, 65_537, 300_000] {
      let data = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
      let result = try connection.sign(ByteSource(data), with: key, mechanism)
      #expect(result.signature.count == 16 && result.way.digestedHere == nil)
      #expect(try connection.verify(result.signature, over: ByteSource(data), with: key, mechanism).isValid)
      #expect(try !connection.verify(result.signature, over: ByteSource(data + [0]), with: key, mechanism).isValid)
    }
  }
}
