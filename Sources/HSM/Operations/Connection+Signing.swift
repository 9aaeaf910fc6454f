public import Cryptoki

/// What the token was given of the data that is signed or verified.
public struct SigningWay: Sendable, Hashable {
  public let mechanism: MechanismType
  /// What the data was digested with here, and not by the token; nil where it was not.
  public let digestedHere: DigestAlgorithm?
}

/// A signature, and how it came about.
public struct SignatureResult: Sendable, Hashable {
  public let signature: [UInt8]
  public let way: SigningWay
}

/// Whether a signature fits, and how that was found.
public struct VerificationResult: Sendable, Hashable {
  public let isValid: Bool
  public let way: SigningWay
}

extension Connection {
  /// Signs bytes of any length.
  ///
  /// A mechanism that digests is done in parts by the token; where the token does not have it, or not in parts, the data
  /// is digested here and signed with the bare mechanism. For CKM_ECDSA and CKM_RSA_PKCS_PSS, which sign a digest, the
  /// data is digested here unless it has just a digest's length.
  ///
  /// - Parameters:
  ///   - key: a private or secret key, found anew and verified before it is used.
  ///   - digest: what CKM_ECDSA's data is digested with; nil goes by the curve.
  /// - Throws: `HSMError`; `refused` where the driver is not configured for use case hardware.
  public func sign(
    _ source: ByteSource, with key: KeyObject, _ mechanism: Mechanism, digest: DigestAlgorithm? = nil
  ) throws(HSMError) -> SignatureResult {
    let plans = try signingPlans(mechanism, .sign, digest, key)
    let object = key
    return try withKey(
      key, isPrivate: true, source: source, couldNot: "nothing could be signed with \(key.labelText)"
    ) { (key) throws(StreamFailure) in
      let seed = try SeedGuard.guarding(.sign, mechanism, with: key, object)
      let result = try key.perform(plans, source) { (plan, message, isDigested) throws(StreamFailure) in
        SignatureResult(signature: try key.sign(message, plan.mechanism), way: plan.way(isDigested: isDigested))
      } inParts: { (plan, first) throws(StreamFailure) in
        SignatureResult(
          signature: try key.signInParts(first, source, plan.mechanism), way: plan.way(isDigested: false))
      }
      try seed?.check(result.signature)
      return result
    }
  }

  /// Verifies a signature over bytes of any length, on the same terms as `sign`.
  ///
  /// - Parameter key: a public or secret key.
  /// - Returns: whether the signature fits; that it does not is no error.
  public func verify(
    _ signature: [UInt8], over source: ByteSource, with key: KeyObject, _ mechanism: Mechanism,
    digest: DigestAlgorithm? = nil
  ) throws(HSMError) -> VerificationResult {
    let plans = try signingPlans(mechanism, .verify, digest, key)
    return try withKey(
      key, isPrivate: false, source: source, couldNot: "nothing could be verified with \(key.labelText)"
    ) { (key) throws(StreamFailure) in
      try key.perform(plans, source) { (plan, message, isDigested) throws(StreamFailure) in
        let isValid = try key.token { () throws(CryptokiError) in
          try signature.withUnsafeBytes { signature in
            Result { () throws(CryptokiError) in
              try key.session.verify(signature, over: message, with: key.handle, plan.mechanism)
            }
          }.get()
        }
        return VerificationResult(isValid: isValid, way: plan.way(isDigested: isDigested))
      } inParts: { (plan, first) throws(StreamFailure) in
        VerificationResult(
          isValid: try key.verifyInParts(signature, first, source, plan.mechanism), way: plan.way(isDigested: false))
      }
    }
  }

  /// The ways in which the token can do it, best first.
  private func signingPlans(
    _ mechanism: Mechanism, _ use: OperationUse, _ digest: DigestAlgorithm?, _ key: KeyObject
  ) throws(HSMError) -> [SigningPlan] {
    let own = SigningPlan(mechanism, digest: digest, key: key)
    guard let bare = SigningPlan(bare: mechanism), try offers(bare.mechanism.type, for: use.flag) else { return [own] }
    return try offers(mechanism.type, for: use.flag) ? [own, bare] : [bare]
  }
}

extension SigningPlan {
  fileprivate func way(isDigested: Bool) -> SigningWay {
    SigningWay(mechanism: mechanism.type, digestedHere: isDigested ? digest : nil)
  }
}

extension KeyInSession {
  /// Does the first plan that the token takes, with the data in one part where it is short, or has been digested.
  fileprivate func perform<Value>(
    _ plans: [SigningPlan], _ source: ByteSource,
    whole: (SigningPlan, UnsafeRawBufferPointer, _ isDigested: Bool) throws(StreamFailure) -> Value,
    inParts: (SigningPlan, UnsafeRawBufferPointer) throws(StreamFailure) -> Value
  ) throws(StreamFailure) -> Value {
    let plan = plans[0]
    return try withWipedRoom(ByteSource.part + 1) { room in
      Result { () throws(StreamFailure) in
        let count = try source.take(into: room)
        let first = UnsafeRawBufferPointer(rebasing: room[..<count])
        let isWhole = count <= ByteSource.part
        if plan.digest != nil, !(isWhole && plan.lengthsOfDigests.contains(count)) {
          return try digested(plan, first, source, whole)
        }
        if isWhole { return try whole(plan, first, false) }
        do throws(StreamFailure) {
          return try inParts(plan, first)
        } catch {
          guard error.meansOnePartOnly, source.rewind() else { throw error }
        }
        // Nothing was given to the token yet: it refused the first part.
        if plans.count > 1 {
          return try digested(plans[1], UnsafeRawBufferPointer(start: nil, count: 0), source, whole)
        }
        let all = try source.takeRest(after: UnsafeRawBufferPointer(start: nil, count: 0))
        return try all.withUnsafeBytes { bytes in
          Result { () throws(StreamFailure) in try whole(plan, bytes, false) }
        }.get()
      }
    }.get()
  }

  private func digested<Value>(
    _ plan: SigningPlan, _ first: UnsafeRawBufferPointer, _ source: ByteSource,
    _ whole: (SigningPlan, UnsafeRawBufferPointer, _ isDigested: Bool) throws(StreamFailure) -> Value
  ) throws(StreamFailure) -> Value {
    var digest = try RunningDigest(plan.digest ?? .sha256)
    try digest.update(first)
    try source.forEachPart { part throws(StreamFailure) in try digest.update(part) }
    return try plan.message(digest.finish()).withUnsafeBytes { message in
      Result { () throws(StreamFailure) in try whole(plan, message, true) }
    }.get()
  }

  fileprivate func sign(_ message: UnsafeRawBufferPointer, _ mechanism: Mechanism) throws(StreamFailure) -> [UInt8] {
    try signature { (room) throws(CryptokiError) in
      try session.sign(message, with: handle, mechanism, into: room, authenticate: authenticate)
    }
  }

  fileprivate func signInParts(
    _ first: UnsafeRawBufferPointer, _ source: ByteSource, _ mechanism: Mechanism
  ) throws(StreamFailure) -> [UInt8] {
    var operation = try token { () throws(CryptokiError) in
      try session.beginSignature(with: handle, mechanism, authenticate: authenticate)
    }
    do throws(CryptokiError) { try operation.update(first) } catch { throw .token(error) }
    try source.forEachPart { part throws(StreamFailure) in
      do throws(CryptokiError) { try operation.update(part) } catch { throw .token(error) }
    }
    return try signature { (room) throws(CryptokiError) in try operation.finish(into: room) }
  }

  fileprivate func verifyInParts(
    _ signature: [UInt8], _ first: UnsafeRawBufferPointer, _ source: ByteSource, _ mechanism: Mechanism
  ) throws(StreamFailure) -> Bool {
    var operation = try token { () throws(CryptokiError) in
      try session.beginVerification(with: handle, mechanism)
    }
    do throws(CryptokiError) { try operation.update(first) } catch { throw .token(error) }
    try source.forEachPart { part throws(StreamFailure) in
      do throws(CryptokiError) { try operation.update(part) } catch { throw .token(error) }
    }
    let result = signature.withUnsafeBytes { signature in
      Result { () throws(CryptokiError) in try operation.finish(signature) }
    }
    return try token { () throws(CryptokiError) in try result.get() }
  }

  /// Room for a signature of any key in use: RSA-16384 has 2,048 bytes.
  private func signature(
    _ body: (UnsafeMutableRawBufferPointer) throws(CryptokiError) -> Int
  ) throws(StreamFailure) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let result = bytes.withUnsafeMutableBytes { room in Result { () throws(CryptokiError) in try body(room) } }
    let count = try token { () throws(CryptokiError) in try result.get() }
    return Array(bytes.prefix(count))
  }
}

extension ByteSource {
  /// Lends what is left, part by part.
  func forEachPart(
    _ body: (UnsafeRawBufferPointer) throws(StreamFailure) -> Void
  ) throws(StreamFailure) {
    try withWipedRoom(Self.part) { room in
      Result { () throws(StreamFailure) in
        while true {
          let count = try take(into: room)
          if count == 0 { return }
          try body(UnsafeRawBufferPointer(rebasing: room[..<count]))
        }
      }
    }.get()
  }
}
