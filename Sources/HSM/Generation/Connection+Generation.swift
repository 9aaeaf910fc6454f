internal import Cryptoki

extension Connection {
  /// Holds a template against the token: whether it can be made there, and what a person should know first.
  ///
  /// - Throws: `HSMError` `refused` where the use case is not configured, the token offers no mechanism or not this
  ///   length, or the id is taken already.
  public func review(_ template: KeyTemplate) throws(HSMError) -> TemplateReview {
    let kind = template.kind
    try requireMaking(kind)
    let mechanism = try generationMechanism(for: kind)
    let names = template.halves[0].template
    let (token, taken, sameLabel) = try withSession(couldNot: "the objects of \(driver.name) could not be searched") {
      (session) throws(CryptokiError) in
      (
        TokenIdentity(try session.module.tokenInfo(session.slot)),
        try Self.isTaken(names[.CKA_ID], in: session),
        try session.findObjects(Template(.CKA_LABEL, names[.CKA_LABEL])).count
      )
    }
    if taken { throw Self.idIsTaken(names[.CKA_ID], driver.name) }
    return TemplateReview(
      driver: driver.name, token: token, template: template, mechanism: mechanism, sameLabel: sameLabel)
  }

  private func requireMaking(_ kind: KeyKind) throws(HSMError) {
    let task = "make \(kind.isPair ? "a pair" : "a key")"
    try require(kind.useCase, to: task)
    try requireChanges(to: task)
  }

  /// Makes a key on the token, and reads it again: one that came out weaker than asked is destroyed.
  ///
  /// A token that refuses the template is asked once more without what says nothing new: `KeyTemplate.withoutObvious`.
  ///
  /// - Throws: `HSMError`; `refused` as of `review`, `failed` where the key was destroyed again, saying in what it fell
  ///   short.
  ///
  /// The corresponding C functions are `C_GenerateKey` and `C_GenerateKeyPair`.
  public func generate(_ review: TemplateReview) throws(HSMError) -> GeneratedKey {
    let template = review.template
    let kind = template.kind
    try requireMaking(kind)
    let what = "the key could not be made"
    let generation = generation
    let made = try withSession(readWrite: true, repeats: false, couldNot: what) {
      (session) throws(CryptokiError) -> GeneratedKey? in
      // Some modules overwrite an object of the same id without a word.
      if try Self.isTaken(template.halves[0].template[.CKA_ID], in: session) { return nil }
      let (handles, leftOut) = try Self.make(template, by: review.mechanism, in: session)
      do throws(CryptokiError) {
        var objects: [KeyObject] = []
        var deviations: [KeyDeviation] = []
        for (half, handle) in zip(template.halves, handles) {
          let types = KeyObject.listedAttributes
          let asked = half.template.attributes.map(\.type).filter { !types.contains($0) }
          let read = try AttributeReader(types + asked).read(handle, in: session)
          deviations += KeyDeviation.all(of: read, half)
          objects.append(
            KeyObject(
              driver: driver.name, token: review.token, handle: handle.rawValue, generation: generation,
              attributes: ObjectAttributes(read.entries.filter { types.contains($0.type) })))
        }
        return GeneratedKey(objects: objects, mechanism: review.mechanism, leftOut: leftOut, deviations: deviations)
      } catch {
        // What cannot be read again is not kept.
        for handle in handles { try session.destroyObject(handle) }
        throw error
      }
    }
    guard let made else { throw Self.idIsTaken(template.halves[0].template[.CKA_ID], driver.name) }
    try destroyIfWeaker(made, kind)
    return made
  }

  private func destroyIfWeaker(_ made: GeneratedKey, _ kind: KeyKind) throws(HSMError) {
    var faults = made.deviations.filter(\.isWeaker).map(\.words)
    if case .rsa(let bits) = kind, let read = made.objects.last?.bits, read != bits {
      faults.append("its modulus has \(read) bits, not \(bits)")
    }
    guard !faults.isEmpty else { return }
    try destroy(made.objects)
    throw HSMError(
      .failed,
      "the token made another key than it was asked to, and it was destroyed: \(faults.joined(separator: "; "))",
      remedy: "ask the token's vendor how such a key is made there")
  }

  private static func make(
    _ template: KeyTemplate, by mechanism: MechanismType, in session: Session
  ) throws(CryptokiError) -> (handles: [ObjectHandle], leftOut: [AttributeType]) {
    do throws(CryptokiError) {
      return (try make(template, mechanism, session), [])
    } catch let refusal where refusal.code.refusesTemplate {
      let shorter = template.withoutObvious()
      let handles = try make(shorter, mechanism, session)
      let given = Set(shorter.halves.flatMap { $0.template.attributes.map(\.type) })
      let asked = template.halves.flatMap { $0.template.attributes.map(\.type) }
      return (handles, Array(Set(asked).subtracting(given)).sorted { $0.rawValue < $1.rawValue })
    }
  }

  private static func make(
    _ template: KeyTemplate, _ mechanism: MechanismType, _ session: Session
  ) throws(CryptokiError) -> [ObjectHandle] {
    guard template.kind.isPair else {
      return [try session.generateKey(Mechanism(mechanism), template.halves[0].template)]
    }
    let pair = try session.generateKeyPair(
      Mechanism(mechanism), publicKey: template[.CKO_PUBLIC_KEY], privateKey: template[.CKO_PRIVATE_KEY])
    return [pair.privateKey, pair.publicKey]
  }

  func generationMechanism(for kind: KeyKind) throws(HSMError) -> MechanismType {
    let listed = try listMechanisms()
    let wanted: MechanismFlags = kind.isPair ? .CKF_GENERATE_KEY_PAIR : .CKF_GENERATE
    guard
      let found = kind.mechanisms.lazy.compactMap({ type in
        listed.first { $0.type == type && $0.info.flags.contains(wanted) }
      }).first
    else {
      throw HSMError(
        .refused,
        "the token of \(driver.name) makes no \(kind.name) keys: it does not offer \(kind.mechanisms[0].name)",
        remedy: "`claviger mechanisms` lists what it offers")
    }
    // Zero for both says nothing; curves are left to the token, which may count them otherwise.
    let (least, most) = (Int(clamping: found.info.minimumKeySize), Int(clamping: found.info.maximumKeySize))
    let size = kind.sizeInMechanismInfo
    if case .curve = kind { return found.type }
    guard most == 0 || (least...max(least, most)).contains(size) || (least...max(least, most)).contains(size * 8) else {
      throw HSMError(
        .refused,
        "the token of \(driver.name) makes no \(kind.name) keys: \(found.type.name) takes \(least) to \(most)",
        remedy: "choose another length")
    }
    return found.type
  }

  private static func isTaken(_ id: AttributeValue?, in session: Session) throws(CryptokiError) -> Bool {
    try !session.findObjects(Template(.CKA_ID, id)).isEmpty
  }

  private static func idIsTaken(_ id: AttributeValue?, _ driver: String) -> HSMError {
    var text = ""
    if case .bytes(let bytes) = id { text = hexadecimal(bytes) }
    return HSMError(
      .refused, "an object of \(driver) has the id \(text) already",
      remedy: "choose another id, or leave it out for 16 random bytes")
  }
}

extension Template {
  /// A template of one attribute.
  fileprivate init(_ type: AttributeType, _ value: AttributeValue?) {
    self = [:]
    self[type] = value
  }
}

extension ReturnCode {
  /// Whether it speaks of the template, and another one may do.
  fileprivate var refusesTemplate: Bool {
    switch self {
    case .CKR_TEMPLATE_INCONSISTENT, .CKR_ATTRIBUTE_TYPE_INVALID, .CKR_ATTRIBUTE_VALUE_INVALID,
      .CKR_ATTRIBUTE_READ_ONLY:
      true
    default: false
    }
  }
}
