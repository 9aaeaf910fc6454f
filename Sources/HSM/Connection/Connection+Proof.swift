internal import Cryptoki
internal import Foundation
import Synchronization

extension Connection {
  /// Says which keys this driver's token must have. They are proved at each connection from now on.
  ///
  /// - Parameter keys: asked at each proof, with the token that the driver has.
  public func track(_ keys: @escaping @Sendable (TokenIdentity) -> [TrackedKey]) {
    tracking.withLock { $0 = keys }
    proveAnew()
  }

  /// Proves the tracked keys again, where the driver is logged in, and says what came of it.
  public func proveAnew() {
    let isUp = live.withLock { live in
      live.proof = .open
      return [.connected, .suspect, .failed].contains(live.state) && live.anchor != nil && live.isLoggedIn
    }
    if isUp { announce() }
  }

  /// Proves the tracked keys, unless that was done since the last login. The caller is inside the gate, or closed it.
  ///
  /// - Throws: `HSMError` where the connection broke under the proof. Keys that are missing or other ones are no such
  ///   error: the state says so.
  func proveKeys(on module: Module) throws(HSMError) {
    let (slot, token, isDue) = live.withLock { live in
      (live.slot, live.token, live.isLoggedIn && live.anchor != nil && live.proof == .open)
    }
    guard isDue, let slot, let token, let keys = tracking.withLock({ $0 })?(TokenIdentity(token)) else { return }
    var proof = KeyProof.passed([])
    if !keys.isEmpty {
      do throws(CryptokiError) {
        let session = try module.openSession(on: slot, readWrite: !profile.sessions.hasReadOnly)
        proof = try prove(keys, of: token, in: session)
        pool.put(session)
      } catch {
        throw self.error(couldNot: "the keys of token \(token.label) could not be proved", error)
      }
    }
    live.withLock { $0.proof = proof }
  }

  private func prove(
    _ keys: [TrackedKey], of token: TokenInfo, in session: Session
  ) throws(CryptokiError) -> KeyProof {
    let candidates = try candidates(for: keys, in: session)
    var handles: [ObjectHandle] = []
    var missing: [TrackedKey] = []
    var others: [TrackedKey] = []
    for (key, found) in zip(keys, candidates) {
      if let handle = try first(of: found, thatIs: key, in: session) {
        handles.append(handle)
      } else if found.isEmpty {
        missing.append(key)
      } else {
        others.append(key)
      }
    }
    return Self.difference(missing: missing, others: others, of: keys, on: token.label).map(KeyProof.different)
      ?? .passed(handles)
  }

  /// The objects that a key may be, found by one enumeration for all keys.
  private func candidates(for keys: [TrackedKey], in session: Session) throws(CryptokiError) -> [[ObjectHandle]] {
    var template: Template = [.CKA_CLASS: .objectClass(.CKO_SECRET_KEY)]
    let types = Set(keys.map(\.keyType))
    if types.count == 1, let type = types.first { template[.CKA_KEY_TYPE] = .number(type) }
    // The label is worth a place in the template where it spares reading every object's.
    let labels = Set(keys.map(\.label))
    if labels.count == 1, let label = labels.first { template[.CKA_LABEL] = .bytes(label) }
    var indices: [[UInt8]: [Int]] = [:]
    for (index, key) in keys.enumerated() { indices[key.label, default: []].append(index) }
    var candidates = [[ObjectHandle]](repeating: [], count: keys.count)
    let reader = AttributeReader([.CKA_LABEL])
    let triage = triage
    for handle in try session.findObjects(template) {
      do throws(CryptokiError) {
        let label = try reader.read(handle, in: session).bytes(.CKA_LABEL) ?? []
        for index in indices[label] ?? [] { candidates[index].append(handle) }
      } catch let error where triage.verdict(of: error.code) == .staleHandle {
        continue  // Somebody deleted it since.
      }
    }
    return candidates
  }

  private func first(
    of handles: [ObjectHandle], thatIs key: TrackedKey, in session: Session
  ) throws(CryptokiError) -> ObjectHandle? {
    let triage = triage
    for handle in handles {
      do throws(CryptokiError) {
        if try key.proof(handle, session) { return handle }
      } catch let error where triage.verdict(of: error.code) != .lost {
        continue  // The token refuses this one; another of the same label may still be the key.
      }
    }
    return nil
  }

  private static func difference(
    missing: [TrackedKey], others: [TrackedKey], of keys: [TrackedKey], on token: String
  ) -> HSMError? {
    func names(_ keys: [TrackedKey]) -> String {
      let names = Set(keys.map(\.name)).sorted()
      return names.prefix(3).joined(separator: ", ") + (names.count > 3 ? " and \(names.count - 3) more" : "")
    }
    let remedy = "bring the key back, or choose another default; `claviger defaults check` names what depends on it"
    if missing.count == keys.count, keys.count > 1 {
      return HSMError(
        .notFound,
        "token \(token) has none of the \(keys.count) keys that protect: it was initialised anew or emptied by somebody",
        remedy: "restore the token from its backup, or disconnect the driver")
    }
    if !others.isEmpty {
      return HSMError(
        .notFound,
        "token \(token) has another key under the label of \(names(others)): it was made anew, and opens nothing",
        remedy: remedy)
    }
    if !missing.isEmpty {
      return HSMError(.notFound, "token \(token) no longer has key \(names(missing))", remedy: remedy)
    }
    return nil
  }
}
