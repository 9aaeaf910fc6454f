public import Cryptoki

/// A template held against its token before anything is made: what will be set, and what a person should know.
public struct TemplateReview: Sendable, Hashable, Codable {
  public let driver: String
  public let token: TokenIdentity
  public let template: KeyTemplate
  public let mechanism: MechanismType
  public let warnings: [TemplateWarning]

  /// - Parameter sameLabel: how many objects of the token have the label already.
  init(driver: String, token: TokenIdentity, template: KeyTemplate, mechanism: MechanismType, sameLabel: Int) {
    self.driver = driver
    self.token = token
    self.template = template
    self.mechanism = mechanism
    var warnings: [TemplateWarning] = []
    // The private half of a pair, or the secret key: what must be kept.
    let kept = template.halves[0].template
    let all = template.halves.map(\.template)
    func isSet(_ type: AttributeType) -> Bool { all.contains { $0[type] == true } }
    if isSet(.CKA_WRAP), isSet(.CKA_DECRYPT) { warnings.append(.wrapsAndDecrypts) }
    switch (kept[.CKA_EXTRACTABLE] == true, kept[.CKA_SENSITIVE] == true) {
    case (true, false): warnings.append(.extractableInClear)
    case (true, true): warnings.append(.extractable)
    case (false, false): warnings.append(.readableInClear)
    case (false, true): break
    }
    if kept[.CKA_PRIVATE] != true { warnings.append(.visibleWithoutLogin) }
    if isSet(.CKA_UNWRAP), !all.contains(where: { $0[.CKA_UNWRAP_TEMPLATE] != nil }) {
      warnings.append(.unwrapsWithoutTemplate)
    }
    let dates = [AttributeType.CKA_START_DATE, .CKA_END_DATE].map { kept[$0] }
    if dates[1] == nil { warnings.append(.noEndDate) }
    if dates.contains(where: { $0 != nil }), kept[.CKA_PRIVATE] == true, token.losesDatesOfPrivateObjects {
      warnings.append(.datesCannotBeReadBack)
    }
    if sameLabel > 0 { warnings.append(.labelExists(sameLabel)) }
    if mechanism != template.kind.mechanisms[0] { warnings.append(.otherMechanism(mechanism)) }
    self.warnings = warnings
  }
}

extension TokenIdentity {
  /// SoftHSM encrypts every attribute of a private object, and reads only its byte strings back: asked for a date, it
  /// answers CKR_GENERAL_ERROR.
  var losesDatesOfPrivateObjects: Bool { manufacturer == "SoftHSM project" }
}
