internal import Cryptoki
internal import Foundation
internal import SecretMemory

/// What an operation with an AES key could tell of the key's seed.
enum SeedReach: Sendable, Hashable {
  case none
  /// Encrypted blocks come out as they are: what comes out is held against the seed.
  case output
  /// The cipher runs on what the caller chooses, and what comes out does not tell on what.
  case hidden

  init(_ use: OperationUse, _ mechanism: Mechanism) {
    switch (mechanism.type, use) {
    case (_, .verify), (.CKM_AES_ECB, .decrypt), (.CKM_AES_CBC, .decrypt), (.CKM_AES_CBC_PAD, .decrypt),
      (.CKM_AES_CTS, .decrypt):
      self = .none
    case (.CKM_AES_ECB, _), (.CKM_AES_CBC, _), (.CKM_AES_CBC_PAD, _), (.CKM_AES_CTS, _), (.CKM_AES_CMAC, _),
      (.CKM_AES_CMAC_GENERAL, _), (.CKM_AES_MAC, _), (.CKM_AES_MAC_GENERAL, _):
      self = .output
    // Each step hides all of its input but the last, and nobody can choose that one.
    case (.CKM_AES_KEY_WRAP, _), (.CKM_AES_KEY_WRAP_PAD, _), (.CKM_AES_KEY_WRAP_KWP, _), (.CKM_AES_KEY_WRAP_PKCS7, _):
      self = .none
    default: self = mechanism.parameter.countsPastSeed ? .none : .hidden
    }
  }
}

extension MechanismParameter {
  /// Whether the blocks that a counter gives are never the seed's first, however long the text is.
  fileprivate var countsPastSeed: Bool {
    switch self {
    // Twelve bytes stand as they are, and a counter of four bytes behind them.
    case .gcm(let iv, _, _): iv.count == 12 && !iv.elementsEqual(SeedText.firstBlock.prefix(12))
    // No text is so long that a counter would reach its upper half.
    case .ctr(_, let block): !block.prefix(8).elementsEqual(SeedText.firstBlock.prefix(8))
    default: false
    }
  }
}

/// Keeps the first block of an AES key's seed from going out to anybody.
///
/// AES takes no two blocks to one, so that a block of the output is the seed's if, and only if, the cipher was made to
/// encrypt the seed's text.
final class SeedGuard {
  private let block: SecretBytes
  /// The end of what went by, where a block may begin.
  private var tail: [UInt8] = []
  private static let length = 16

  private init(_ block: consuming SecretBytes) { self.block = block }

  /// Looks at what is about to go out.
  ///
  /// - Throws: `HSMError` `refused` where the seed's first block is in it, or the beginning of it is all there is.
  func check(_ output: UnsafeRawBufferPointer) throws(StreamFailure) {
    let bytes = tail + output
    let isFound = block.withUnsafeBytes { block in
      bytes.withUnsafeBytes { bytes in
        if bytes.count < Self.length {
          return tail.isEmpty && bytes.count >= 4 && block.starts(with: bytes)
        }
        return bytes.contains(block)
      }
    }
    guard !isFound else { throw Self.refusal("the input is what the proofs of keys are made of", "use other input") }
    tail = Array(bytes.suffix(Self.length - 1))
  }

  func check(_ output: [UInt8]) throws(StreamFailure) {
    try output.withUnsafeBytes { output in Result { () throws(StreamFailure) in try check(output) } }.get()
  }

  private static func refusal(_ why: String, _ remedy: String) -> StreamFailure {
    .stream(HSMError(.refused, "nothing was done with the key: \(why)", remedy: remedy))
  }
}

extension SeedGuard {
  /// The guard of an operation; nil where it cannot reach the seed, or the key could not protect anything.
  static func guarding(
    _ use: OperationUse, _ mechanism: Mechanism, with key: KeyInSession, _ object: KeyObject
  ) throws(StreamFailure) -> SeedGuard? {
    let reach = SeedReach(use, mechanism)
    guard object.objectClass == .CKO_SECRET_KEY, object.keyType == .CKK_AES, reach != .none else { return nil }
    let block = try key.firstSeedBlock()
    guard !block.isEmpty else { return nil }
    guard reach == .output else {
      throw refusal(
        "\(mechanism.type.name) with a key that may protect secrets could tell how their proofs are made",
        "use another mechanism, or a key that may not encrypt by CKM_AES_CBC_PAD")
    }
    return SeedGuard(block)
  }
}

extension KeyInSession {
  /// The encryption of the seed's first block; empty where the token would not make a seed with this key.
  fileprivate func firstSeedBlock() throws(StreamFailure) -> SecretBytes {
    do throws(CryptokiError) {
      return try SecretBytes(count: 32) { (room) throws(CryptokiError) in
        let written = try SeedText.text.prefix(16).withUnsafeBytes { text in
          Result { () throws(CryptokiError) in
            try session.encrypt(
              text, with: handle, Mechanism(.CKM_AES_CBC_PAD, parameter: SeedText.iv), into: room,
              authenticate: authenticate)
          }
        }.get()
        // A block of padding follows.
        return written == 32 ? 16 : 0
      }
    } catch let error where TriageTable().verdict(of: error.code) == .callersError {
      return SecretBytes(capacity: 1)
    } catch {
      throw .token(error)
    }
  }
}

extension UnsafeRawBufferPointer {
  /// Whether the bytes of another, which is not empty, stand anywhere in this.
  fileprivate func contains(_ wanted: UnsafeRawBufferPointer) -> Bool {
    guard let first = wanted.first, let block = wanted.baseAddress, var start = baseAddress else { return false }
    var left = count
    while left >= wanted.count, let hit = memchr(start, Int32(first), left - wanted.count + 1) {
      if memcmp(hit, block, wanted.count) == 0 { return true }
      let next = UnsafeRawPointer(hit) + 1
      left -= next - start
      start = next
    }
    return false
  }
}
