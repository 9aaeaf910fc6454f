internal import Cryptoki
internal import Foundation
internal import HSM
internal import SecretMemory

/// Brings a batch of secrets from their key to another: the plain texts lie in locked memory, and are gone with it.
struct BatchCipher: Sendable {
  /// How many sessions share a batch: HSMs answer several beside each other, and one far away answers none at once. A token
  /// in software answers no more of them than there are processors.
  private static let lanes = min(max(2, ProcessInfo.processInfo.activeProcessorCount), 8)
  /// Fewer secrets than this do not need a session of their own.
  private static let fewest = 8

  let old: HeldKey
  let new: HeldKey

  /// What came of one secret.
  enum Result: Sendable {
    case replaced(Replacement)
    /// It does not open, or the new envelope does not; in words.
    case failed(Secret, String)
  }

  /// Opens each under the old key, encrypts it under the new one, opens that again and compares.
  ///
  /// - Throws: `HSMError` of the connections; what concerns one secret is its own result.
  func run(_ batch: [StoredSecret]) throws(HSMError) -> [Result] {
    let lanes = max(1, min(Self.lanes, batch.count / Self.fewest))
    let share = (batch.count + lanes - 1) / lanes
    let others = stride(from: share, to: batch.count, by: share).map { start in
      let work = BackgroundWork<[Result], HSMError>()
      work.start { () throws(HSMError) in try runAlone(Array(batch[start..<min(start + share, batch.count)])) }
      return work
    }
    defer { for work in others { work.wait() } }
    var results = try runAlone(Array(batch.prefix(share)))
    for work in others { results += try work.result() ?? [] }
    return results
  }

  /// One session's share of a batch.
  private func runAlone(_ batch: [StoredSecret]) throws(HSMError) -> [Result] {
    let lengths = batch.map(\.envelope.cipherText.count)
    let longest = lengths.max() ?? 0
    var failure: HSMError?
    var results: [Result] = []
    // One piece more for what the new envelopes are opened into.
    _ = SecretBytes(count: lengths.reduce(longest, +)) { memory in
      do throws(HSMError) {
        results = try run(batch, lengths: lengths, in: memory)
      } catch {
        failure = error
      }
      return 0
    }
    if let failure { throw failure }
    return results
  }

  private func run(
    _ batch: [StoredSecret], lengths: [Int], in memory: UnsafeMutableRawBufferPointer
  ) throws(HSMError) -> [Result] {
    var pieces: [UnsafeMutableRawBufferPointer] = []
    var offset = 0
    for length in lengths {
      pieces.append(UnsafeMutableRawBufferPointer(rebasing: memory[offset..<(offset + length)]))
      offset += length
    }
    let check = UnsafeMutableRawBufferPointer(rebasing: memory[offset...])
    let opened = try old.connection.withSession(couldNot: "secrets could not be opened") {
      (session) throws(CryptokiError) -> [Int?] in
      try forEach(batch.indices) { (index) throws(CryptokiError) in
        guard old.hasMade(batch[index].envelope, for: batch[index].place) else { return nil }
        let count = try old.decrypt(batch[index].envelope.encrypted, in: session, into: pieces[index])
        return count == batch[index].secret.size ? count : nil
      }
    }
    let encrypted = try new.connection.withSession(couldNot: "secrets could not be encrypted") {
      (session) throws(CryptokiError) -> [Encrypted?] in
      try forEach(batch.indices) { (index) throws(CryptokiError) in
        guard let count = opened[index] else { return nil }
        let text = UnsafeRawBufferPointer(rebasing: pieces[index][..<count])
        let encrypted = try new.encrypt(text, in: session, check: check)
        return encrypted
      }
    }
    let now = Date(milliseconds: Date().milliseconds)
    return batch.indices.map { index in
      let stored = batch[index]
      guard opened[index] != nil else {
        return .failed(stored.secret, "it does not open: it is not what was put there")
      }
      guard let encrypted = encrypted[index] else { return .failed(stored.secret, "the new key did not encrypt it") }
      let secret = stored.secret.reprotected(under: new.identity, at: now)
      var place = stored.place
      place.revision = secret.revision
      return .replaced(
        Replacement(
          before: stored.secret,
          after: StoredSecret(secret: secret, envelope: new.sealed(encrypted, for: place), place: place)))
    }
  }

  /// Does it for each; what the token refuses for one alone leaves the others as they are.
  private func forEach<Value>(
    _ indices: Range<Int>, _ body: (Int) throws(CryptokiError) -> Value?
  ) throws(CryptokiError) -> [Value?] {
    var values: [Value?] = []
    for index in indices {
      do throws(CryptokiError) {
        values.append(try body(index))
      } catch let error where TriageTable().verdict(of: error.code) == .callersError {
        values.append(nil)
      }
    }
    return values
  }
}

extension Secret {
  /// The same secret under its effective key: no longer one with a key of its own.
  func reprotected(under key: KeyIdentity, at time: Date) -> Secret {
    Secret(
      id: id, path: path, type: type, key: key, named: false, revision: revision + 1, createdAt: createdAt,
      protectedAt: time, size: size)
  }
}
