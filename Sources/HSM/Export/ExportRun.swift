internal import Cryptoki
internal import SecretMemory

/// One export in one session: what it makes, and that nothing of it stays.
final class ExportRun {
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
        type == .CKM_AES_CBC_PAD ? Mechanism(type, parameter: randomBytes(16)) : Mechanism(type)
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
}
