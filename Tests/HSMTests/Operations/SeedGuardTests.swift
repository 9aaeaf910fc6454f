import Cryptoki
import Foundation
import HSM
import Support
import Testing
import TokenSupport

/// Whoever holds a login may use a protecting key for data of his own, and must not learn what the proofs are made of.
@Suite(.oneDriverAtATime) struct SeedGuardTests {
  private let token: TestToken
  private let connection: Connection
  private let key: KeyObject
  private let folder: TemporaryDirectory

  init() throws {
    token = try TestToken()
    folder = try TemporaryDirectory()
    try token.makeKey("kek", [.CKA_SIGN: true, .CKA_VERIFY: true])
    connection = token.connection(token.driver(useCases: [.hardware]))
    try connection.connect()
    key = try #require(try connection.listObjects().first)
  }

  @Test func `the seed's first block is encrypted for nobody, wherever it stands`() throws {
    let block = SeedText.firstBlock
    let zero = [UInt8](repeating: 0, count: 16)
    for place in [0, 16, 1 << 16, 200_000] {
      let input = [UInt8](repeating: 7, count: place) + block + [UInt8](repeating: 9, count: 32)
      #expect(throws: refusal) { try encrypt(input, Mechanism(.CKM_AES_ECB)) }
    }
    for mechanism in [MechanismType.CKM_AES_CBC, .CKM_AES_CBC_PAD] {
      #expect(throws: refusal) { try encrypt(block, Mechanism(mechanism, parameter: zero)) }
      #expect(throws: refusal) { try encrypt(SeedText.text, Mechanism(mechanism, parameter: SeedText.iv)) }
    }
  }

  @Test func `nor where it comes about behind a block whose encryption is known already`() throws {
    let mechanism = Mechanism(.CKM_AES_CBC, parameter: [UInt8](repeating: 5, count: 16))
    let first = [UInt8](repeating: 1, count: 16)
    let known = try encrypt(first, mechanism)
    let second = zip(known, SeedText.firstBlock).map { $0 ^ $1 }
    #expect(throws: refusal) { try encrypt(first + second, mechanism) }
    // The padding may be a part of it.
    let padded = Mechanism(.CKM_AES_CBC_PAD, parameter: [UInt8](repeating: 0, count: 16))
    var input = SeedText.firstBlock
    input[15] ^= 1
    #expect(throws: Never.self) { try encrypt(input, padded) }
  }

  @Test func `a MAC of it is refused, and so is a mechanism that hides what it encrypts`() throws {
    // CMAC adds twice the encryption of nothing to the last block.
    let nothing = try encrypt([UInt8](repeating: 0, count: 16), Mechanism(.CKM_AES_ECB))
    var doubled = nothing.indices.map { nothing[$0] << 1 | ($0 < 15 ? nothing[$0 + 1] >> 7 : 0) }
    if nothing[0] & 0x80 != 0 { doubled[15] ^= 0x87 }
    let message = zip(doubled, SeedText.firstBlock).map { $0 ^ $1 }
    let error = #expect(throws: HSMError.self) {
      try connection.sign(ByteSource(message), with: key, Mechanism(.CKM_AES_CMAC))
    }
    #expect(error?.code == .refused)
    #expect(try connection.sign(ByteSource(nothing), with: key, Mechanism(.CKM_AES_CMAC)).signature.count == 16)

    let counter = Mechanism(.CKM_AES_CTR, .ctr(counterBits: 128, block: SeedText.firstBlock))
    #expect(throws: refusal) { try encrypt([1], counter) }
    #expect(throws: refusal) { try decrypt([1], counter) }
    for iv in [Array(SeedText.firstBlock.prefix(12)), SeedText.firstBlock] {
      let gcm = Mechanism(.CKM_AES_GCM, .gcm(iv: iv, additionalData: [], tagBits: 128))
      #expect(throws: refusal) { try encrypt([1], gcm) }
    }
    #expect(throws: refusal) { try encrypt([1], Mechanism(.CKM_AES_OFB, parameter: [UInt8](repeating: 0, count: 16))) }
  }

  @Test func `other data goes through as before`() throws {
    let data = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let mechanism = Mechanism(.CKM_AES_CBC_PAD, parameter: [UInt8](repeating: 3, count: 16))
    #expect(try decrypt(encrypt(data, mechanism), mechanism) == data)
  }

  private var refusal: RefusedSeed { RefusedSeed() }

  private func encrypt(_ input: [UInt8], _ mechanism: Mechanism) throws -> [UInt8] {
    try output { sink in try connection.encrypt(ByteSource(input), to: sink, with: key, mechanism) }
  }

  private func decrypt(_ input: [UInt8], _ mechanism: Mechanism) throws -> [UInt8] {
    try output { sink in try connection.decrypt(ByteSource(input), to: sink, with: key, mechanism) }
  }

  private func output(_ body: (ByteSink) throws -> Void) throws -> [UInt8] {
    let path = folder.url(UUID().uuidString).path
    let descriptor = open(path, O_RDWR | O_CREAT, 0o600)
    defer { close(descriptor) }
    do {
      try body(ByteSink(descriptor: descriptor, name: path))
    } catch let error as HSMError where error.code == .refused && error.message.hasPrefix("nothing was done") {
      throw RefusedSeed()
    }
    return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
  }
}

private struct RefusedSeed: Error, Equatable {}
