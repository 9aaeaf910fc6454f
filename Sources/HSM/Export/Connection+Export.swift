internal import Cryptoki
internal import Foundation
internal import SecretMemory

extension Connection {
  /// Makes a pair on the token and brings it out, as R1.5's order of mechanisms has it.
  ///
  /// - Throws: `HSMError`; `refused` where the driver is not configured for `generate`. No object is left on the token.
  ///
  /// The corresponding C functions are `C_GenerateKeyPair`, `C_GenerateKey`, `C_CreateObject`, `C_WrapKey` and
  /// `C_DestroyObject`.
  public func export(_ export: PairExport) throws(HSMError) -> ExportedPair {
    try require(.generate, to: "make key pairs for use outside")
    let plan = try ExportPlan(export, on: self)
    let what = "the \(export.kind.name) pair could not be brought out of the token"
    // Made while the token makes the pair: a long one takes longer than most tokens need for theirs.
    let transport = TransportMaking(bits: plan.transportBits)
    let triage = triage
    let result = try withSession(readWrite: mayWrite, repeats: false, couldNot: what) {
      (session) throws(CryptokiError) -> Swift.Result<ExportedPair, HSMError> in
      let run = ExportRun(plan, session, triage)
      defer { run.destroyAll() }
      return try run.perform(transport)
    }
    switch result {
    case .success(let pair): return pair
    case .failure(let error):
      throw HSMError(error.code, "\(what): \(error.message)", remedy: error.remedy, cause: error.cause)
    }
  }
}

/// The transport key while it is being made on a thread of its own.
private final class TransportMaking: Sendable {
  private let group = DispatchGroup()
  // Written by the thread before it leaves the group, read after the group was waited for.
  nonisolated(unsafe) private var made: Result<TransportKey, HSMError>?

  init(bits: Int) {
    group.enter()
    let thread = Thread { @Sendable [self] in
      made = Result { () throws(HSMError) in try TransportKey(bits: bits) }
      group.leave()
    }
    thread.name = "transport key"
    thread.start()
  }

  func key() throws(HSMError) -> TransportKey {
    group.wait()
    guard let made else { throw .ofExport("no transport key was made") }
    return try made.get()
  }
}

/// What the token's lists allow, worked out before anything is made.
private struct ExportPlan {
  let export: PairExport
  let generation: MechanismType
  let transportBits: Int
  let outer: [OuterWrap]
  /// Mechanisms for the private key in their order, and why one is not even tried.
  let inner: [(type: MechanismType, obstacle: String?)]
  var notes: [String] = []

  init(_ export: PairExport, on connection: Connection) throws(HSMError) {
    self.export = export
    let listed = try connection.listMechanisms()
    func info(_ type: MechanismType) -> MechanismInfo? { listed.first { $0.type == type }?.info }
    generation = try connection.generationMechanism(for: export.kind)
    if generation != export.kind.mechanisms[0] { notes.append("the pair was made by \(generation.name)") }

    let pkcs: [OuterWrap] = info(.CKM_RSA_PKCS)?.flags.contains(.CKF_WRAP) == true ? [.pkcs] : []
    let oaep: [OuterWrap] =
      info(.CKM_RSA_PKCS_OAEP)?.flags.contains(.CKF_WRAP) == true ? [.oaep(.CKM_SHA256), .oaep(.CKM_SHA_1)] : []
    outer = export.prefersOAEP ? oaep : pkcs + oaep
    let longest = outer.map { Int(clamping: info($0.mechanism.type)?.maximumKeySize ?? 0) }.max() ?? 0
    let wanted = export.transportBits ?? export.usualTransportBits
    // What exceeds all reason, or is zero, says nothing.
    transportBits = longest >= 2048 ? min(wanted, longest) : wanted
    if transportBits < export.equivalentBits {
      notes.append(
        "the transport key has \(transportBits) bits; one as strong as \(export.kind.name) would have "
          + "\(export.equivalentBits)")
    }
    let standard: [MechanismType] = [.CKM_AES_KEY_WRAP_KWP, .CKM_AES_KEY_WRAP_PAD, .CKM_AES_CBC_PAD]
    inner = (standard + connection.profile.wrapMechanisms).map { type in
      guard let info = info(type) else { return (type, "not listed") }
      return (type, info.flags.contains(.CKF_WRAP) ? nil : "listed without CKF_WRAP")
    }
  }
}

/// One export in one session: what it makes, and that nothing of it stays.
private final class ExportRun {
  private let plan: ExportPlan
  private let session: Session
  private let triage: TriageTable
  private var objects: [ObjectHandle] = []
  private var route: ExportRoute

  init(_ plan: ExportPlan, _ session: Session, _ triage: TriageTable) {
    self.plan = plan
    self.session = session
    self.triage = triage
    route = ExportRoute(
      generation: plan.generation, outer: .CKM_RSA_PKCS, inner: .CKM_AES_KEY_WRAP_KWP, dialect: .rfc5649,
      transportBits: plan.transportBits, notes: plan.notes)
  }

  /// Destroys what was made. A session in which that fails is closed: its objects end with it.
  func destroyAll() {
    for object in objects.reversed() {
      session.destroyOrClose(object)
    }
    objects = []
  }

  func perform(_ transport: TransportMaking) throws(CryptokiError) -> Result<ExportedPair, HSMError> {
    let pair = try session.generateKeyPair(
      Mechanism(plan.generation), publicKey: publicTemplate, privateKey: privateTemplate)
    objects += [pair.publicKey, pair.privateKey]
    let attributes = try AttributeReader(SubjectPublicKeyInfo.attributes).read(pair.publicKey, in: session)
    let wrapping = try session.generateKey(
      Mechanism(.CKM_AES_KEY_GEN),
      [
        .CKA_TOKEN: false, .CKA_PRIVATE: true, .CKA_SENSITIVE: true, .CKA_EXTRACTABLE: true, .CKA_WRAP: true,
        .CKA_VALUE_LEN: .number(32),
      ])
    objects.append(wrapping)
    let key: TransportKey
    do { key = try transport.key() } catch { return .failure(error) }
    let shell = try session.createObject(key.template)
    objects.append(shell)
    guard let publicKey = SubjectPublicKeyInfo(attributes) else {
      return .failure(.ofExport("the token does not tell the public key that it made"))
    }
    do {
      let aes = try wrapOuter(wrapping, under: shell, key)
      return .success(try wrapInner(pair.privateKey, under: wrapping, aes, publicKey))
    } catch let failure as HSMError {
      return .failure(failure)
    } catch let failure as CryptokiError {
      throw failure
    } catch {
      return .failure(.ofExport("\(error)"))
    }
  }

  /// Wraps the AES key under the transport key, and opens it outside.
  private func wrapOuter(_ wrapping: ObjectHandle, under shell: ObjectHandle, _ key: TransportKey) throws -> SecretBytes
  {
    var failure: CryptokiError?
    for outer in plan.outer {
      do {
        let wrapped = try session.wrapKey(wrapping, under: shell, outer.mechanism)
        guard let aes = key.open(wrapped, outer), aes.count == 32 else {
          throw HSMError.ofExport("the AES key that came out is not the 256 bits that were asked for")
        }
        route.outer = outer.mechanism.type
        if case .oaep(let hash) = outer {
          let why = plan.export.prefersOAEP ? "" : ": the token refused CKM_RSA_PKCS for wrapping"
          route.notes.append("the AES key was wrapped by CKM_RSA_PKCS_OAEP with \(hash.name)\(why)")
        }
        return aes
      } catch let refusal as CryptokiError where triage.verdict(of: refusal.code) != .lost {
        failure = refusal
      }
    }
    throw HSMError(
      .failed, "the token wraps no AES key under an RSA key" + (failure.map { ": \($0.code.meaning)" } ?? ""),
      remedy: "it must offer CKM_RSA_PKCS or CKM_RSA_PKCS_OAEP with CKF_WRAP", cause: failure)
  }

  /// Wraps the private key by the first mechanism that works: what it makes can be opened outside, and is the key.
  private func wrapInner(
    _ key: ObjectHandle, under wrapping: ObjectHandle, _ aes: borrowing SecretBytes, _ publicKey: SubjectPublicKeyInfo
  ) throws -> ExportedPair {
    var failure: CryptokiError?
    for (type, obstacle) in plan.inner {
      if let obstacle {
        route.passedOver.append(PassedMechanism(mechanism: type, reason: obstacle, code: nil, isOffered: false))
        continue
      }
      let mechanism =
        type == .CKM_AES_CBC_PAD ? Mechanism(type, parameter: Self.randomIV()) : Mechanism(type)
      do {
        let wrapped = try session.wrapKey(key, under: wrapping, mechanism)
        guard let opened = WrapDialect.open(wrapped, under: aes, mechanism) else {
          pass(type, "what it made cannot be opened in any known way", nil)
          continue
        }
        route.inner = type
        route.dialect = opened.dialect
        let info = try PrivateKeyInfo(opened.der.copy(), kind: plan.export.kind, publicKey: publicKey)
        return ExportedPair(kind: plan.export.kind, privateKey: info, publicKey: publicKey, route: route)
      } catch let refusal as CryptokiError where triage.verdict(of: refusal.code) != .lost {
        failure = refusal
        pass(type, refusal.code.name, refusal.code)
      }
    }
    let reasons = route.passedOver.map { "\($0.mechanism.name): \($0.reason)" }.joined(separator: "; ")
    throw HSMError(
      .failed, "no mechanism for wrapping it works (\(reasons))",
      remedy: "`claviger drivers trial` tells what this driver can do", cause: failure)
  }

  private func pass(_ type: MechanismType, _ reason: String, _ code: ReturnCode?) {
    route.passedOver.append(PassedMechanism(mechanism: type, reason: reason, code: code, isOffered: true))
  }

  private var publicTemplate: Template {
    var template: Template = [.CKA_TOKEN: false, .CKA_VERIFY: true]
    switch plan.export.kind {
    case .rsa(let bits):
      template[.CKA_MODULUS_BITS] = .number(UInt(bits))
      template[.CKA_PUBLIC_EXPONENT] = .bytes([1, 0, 1])
    case .curve(let curve): template[.CKA_EC_PARAMS] = .bytes(curve.parameters)
    case .aes: break
    }
    return template
  }

  private var privateTemplate: Template {
    [.CKA_TOKEN: false, .CKA_PRIVATE: true, .CKA_SENSITIVE: true, .CKA_EXTRACTABLE: true, .CKA_SIGN: true]
  }

  private static func randomIV() -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }
}
