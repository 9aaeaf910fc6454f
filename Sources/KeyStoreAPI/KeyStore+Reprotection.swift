internal import Foundation
internal import HSM

extension KeyStore {
  /// Brings secrets to their effective key, in batches. It can be stopped, or killed, at any moment: each secret opens
  /// under its old key or its new one, and a later run goes on with what is left.
  ///
  /// - Parameters:
  ///   - batch: how many secrets are replaced in one transaction; nil takes as many as the token does in a moment.
  ///   - progress: is told after each batch; answers false to stop.
  /// - Throws: `KeyStoreError` where the store fails. What keeps a key or a secret from being used stands in the report.
  public func reprotect(
    _ selection: Reprotection.Selection = .init(), batch: Int? = nil, reason: String? = nil,
    progress: (Reprotection.Progress) -> Bool = { _ in true }
  ) throws(KeyStoreError) -> Reprotection.Report {
    let total = try store.planReprotection(selection).secrets
    var run = ReprotectionRun(total: total)
    var isStopped = !progress(run.progress)
    for group in try store.groups(selection) where !isStopped {
      guard let reference = group.effective.key, let scope = group.effective.source else { continue }
      let new: HeldKey
      do {
        new = try hold(reference, for: scope, passing: group.effective.passed)
      } catch {
        run.obstacles[reference.cryptogram.fingerprint] = error.message
        continue
      }
      for named in selection.evenNamed ? [false, true] : [false] where !isStopped {
        let source = BatchSource(
          store: store, group: group, named: named, effective: reference, scope: scope,
          under: selection.filter.fingerprint, reason: reason)
        isStopped = try reprotect(source, to: new, BatchSize(fixed: batch), &run, progress)
      }
    }
    return Reprotection.Report(
      moved: run.done, remaining: try remaining(selection, run), isStopped: isStopped)
  }

  /// - Returns: whether it was stopped.
  private func reprotect(
    _ source: BatchSource, to new: HeldKey, _ size: BatchSize, _ run: inout ReprotectionRun,
    _ progress: (Reprotection.Progress) -> Bool
  ) throws(KeyStoreError) -> Bool {
    var size = size
    // While the token works on one batch, the store writes the last and reads the next.
    let writer = BackgroundWork<Int, KeyStoreError>()
    defer { writer.wait() }
    var batch = try source.next(after: 0, count: size.count)
    while !batch.secrets.isEmpty {
      let reader = BackgroundWork<SecretBatch, KeyStoreError>()
      reader.start { [last = batch.last, count = size.count] () throws(KeyStoreError) in
        try source.next(after: last, count: count)
      }
      defer { reader.wait() }
      let start = ContinuousClock.now
      var replacements: [Replacement] = []
      for (_, secrets) in Dictionary(grouping: batch.secrets, by: \.secret.key.fingerprint) {
        replacements += cipher(secrets, to: new, &run)
      }
      let worked = ContinuousClock.now
      run.done += try writer.result() ?? 0
      size.learn(working: worked - start, waiting: ContinuousClock.now - worked)
      writer.start { [replacements] () throws(KeyStoreError) in try source.replace(replacements) }
      batch = try reader.result() ?? SecretBatch()
      if !progress(run.progress) {
        run.done += try writer.result() ?? 0
        return true
      }
    }
    run.done += try writer.result() ?? 0
    return !progress(run.progress)
  }

  /// Makes the new envelopes; what keeps a secret under its old key is remembered.
  private func cipher(_ secrets: [StoredSecret], to new: HeldKey, _ run: inout ReprotectionRun) -> [Replacement] {
    guard let identity = secrets.first?.secret.key else { return [] }
    var replacements: [Replacement] = []
    do throws(KeyStoreError) {
      let old = try hold(identity)
      let results: [BatchCipher.Result]
      do throws(HSMError) {
        results = try BatchCipher(old: old, new: new).run(secrets)
      } catch {
        if error.isOfStaleHandle {
          keys.drop(old)
          keys.drop(new)
        }
        throw KeyStoreError(error)
      }
      for result in results {
        switch result {
        case .replaced(let replacement): replacements.append(replacement)
        case .failed(_, let reason):
          run.failed += 1
          run.obstacles[identity.fingerprint] = reason
        }
      }
    } catch {
      run.failed += secrets.count
      run.obstacles[identity.fingerprint] = error.message
    }
    return replacements
  }

  private func remaining(
    _ selection: Reprotection.Selection, _ run: ReprotectionRun
  ) throws(KeyStoreError) -> [Reprotection.Remainder] {
    var remainders: [Reprotection.Remainder] = []
    for move in try store.countMoves(selection).moves {
      let left = move.unnamed + (selection.evenNamed ? move.named : 0)
      if left > 0 {
        remainders.append(
          Reprotection.Remainder(
            key: move.from, secrets: left,
            reason: run.obstacles[move.from.fingerprint] ?? run.obstacles[move.to.fingerprint]
              ?? "it was changed in the meantime: run it again", isFailure: true))
      }
      if !selection.evenNamed, move.named > 0 {
        remainders.append(
          Reprotection.Remainder(
            key: move.from, secrets: move.named, reason: "the key was named with them (--even-named)",
            isFailure: false))
      }
    }
    return remainders.sorted {
      ($0.isFailure ? 0 : 1, -$0.secrets, $0.key.description) < ($1.isFailure ? 0 : 1, -$1.secrets, $1.key.description)
    }
  }
}

/// How far a re-protection got, and what stood in its way, by the fingerprint of a key.
private struct ReprotectionRun {
  let total: Int
  var done = 0
  var failed = 0
  var obstacles: [[UInt8]: String] = [:]

  var progress: Reprotection.Progress { Reprotection.Progress(done: done, failed: failed, total: max(total, done)) }
}

/// Where the batches of one group come from and go to.
private struct BatchSource: Sendable {
  let store: Store
  let group: EffectiveGroup
  let named: Bool
  let effective: KeyReference
  let scope: Scope
  let under: [UInt8]?
  let reason: String?

  func next(after last: Int64, count: Int) throws(KeyStoreError) -> SecretBatch {
    try store.batch(
      of: group, named: named, notUnder: effective.cryptogram.fingerprint, under: under, after: last, count: count)
  }

  func replace(_ replacements: [Replacement]) throws(KeyStoreError) -> Int {
    try store.replace(replacements, under: effective, scope: scope, reason: reason)
  }
}

/// How many secrets go into one batch: more where the token is done with them in no time, or had to wait for the disk, which
/// takes as long for one secret as for many; few enough that nobody waits long for the end of a batch.
private struct BatchSize {
  private let isFixed: Bool
  private(set) var count: Int

  init(fixed: Int?) {
    isFixed = fixed != nil
    count = fixed ?? 128
  }

  /// - Parameters:
  ///   - working: what the token needed for a batch.
  ///   - waiting: how long the batch before was still being written after that.
  mutating func learn(working: Duration, waiting: Duration) {
    guard !isFixed else { return }
    if working > .milliseconds(400) {
      count = max(count / 2, 8)
    } else if working < .milliseconds(20) || waiting > working / 20 {
      count = min(2 * count, 1024)
    }
  }
}
