internal import Cryptoki

/// What the token's lists allow, worked out before anything is made.
struct ExportPlan {
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
