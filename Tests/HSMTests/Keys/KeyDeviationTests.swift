import Testing

@testable import Cryptoki
@testable import HSM

@Suite struct KeyDeviationTests {
  private func deviations(
    _ asked: Template, _ read: [(AttributeType, AttributeReading)]
  ) -> [(type: AttributeType, isWeaker: Bool)] {
    KeyDeviation.all(
      of: ObjectAttributes(read.map { .init(type: $0.0, reading: $0.1) }),
      .init(objectClass: .CKO_SECRET_KEY, template: asked)
    ).map { ($0.type, $0.isWeaker) }
  }

  @Test func `what guards a key must have come out true`() {
    for type in [AttributeType.CKA_SENSITIVE, .CKA_PRIVATE, .CKA_TOKEN, .CKA_WRAP_WITH_TRUSTED] {
      #expect(deviations([type: true], [(type, .value(true))]).isEmpty)
      #expect(deviations([type: true], [(type, .value(false))]).map(\.isWeaker) == [true])
      #expect(deviations([type: true], [(type, .absent)]).map(\.isWeaker) == [true])
    }
  }

  @Test func `what was not allowed must not have come out allowed`() {
    for type in [AttributeType.CKA_EXTRACTABLE, .CKA_WRAP, .CKA_DERIVE, .CKA_DECRYPT] {
      #expect(deviations([type: false], [(type, .value(true))]).map(\.isWeaker) == [true])
      #expect(deviations([type: false], [(type, .absent)]).isEmpty)
    }
    // A key that may do less than asked is not weaker, and is told of.
    #expect(deviations([.CKA_WRAP: true], [(.CKA_WRAP, .value(false))]).map(\.isWeaker) == [false])
  }

  @Test func `dates must be there, unless the token cannot say`() throws {
    let end = AttributeValue.date(try #require(CKDate("2027-01-01")))
    #expect(deviations([.CKA_END_DATE: end], [(.CKA_END_DATE, .value(.bytes([])))]).map(\.isWeaker) == [true])
    #expect(
      deviations([.CKA_END_DATE: end], [(.CKA_END_DATE, .failed(.CKR_GENERAL_ERROR))]).map(\.isWeaker) == [false])
  }

  @Test func `the order within lists and templates says nothing`() {
    func list(_ types: [MechanismType]) -> AttributeValue {
      .bytes(types.flatMap { type in withUnsafeBytes(of: type.rawValue) { Array($0) } })
    }
    #expect(
      deviations(
        [.CKA_ALLOWED_MECHANISMS: list([.CKM_AES_CBC, .CKM_AES_ECB])],
        [(.CKA_ALLOWED_MECHANISMS, .value(list([.CKM_AES_ECB, .CKM_AES_CBC])))]
      ).isEmpty)
    #expect(
      deviations(
        [.CKA_ALLOWED_MECHANISMS: list([.CKM_AES_CBC])],
        [(.CKA_ALLOWED_MECHANISMS, .value(list([.CKM_AES_CBC, .CKM_AES_ECB])))]
      ).map(\.isWeaker) == [true])
    #expect(
      deviations(
        [.CKA_UNWRAP_TEMPLATE: .template([.CKA_SENSITIVE: true, .CKA_EXTRACTABLE: false])],
        [(.CKA_UNWRAP_TEMPLATE, .value(.template([.CKA_EXTRACTABLE: false, .CKA_SENSITIVE: true])))]
      ).isEmpty)
  }

  @Test func `only what says nothing new is left out for a strict token`() throws {
    for kind in KeyKind.usual {
      let whole = try KeyTemplate(KeyRequest(kind, label: "key"))
      let shorter = whole.withoutObvious()
      for (before, after) in zip(whole.halves, shorter.halves) {
        for attribute in before.template.attributes where after.template[attribute.type] == nil {
          let isImplied = [.CKA_CLASS, .CKA_KEY_TYPE].contains(attribute.type)
          #expect(isImplied || attribute.value == false)
          #expect(![.CKA_SENSITIVE, .CKA_PRIVATE, .CKA_EXTRACTABLE].contains(attribute.type))
        }
      }
      #expect(shorter.halves[0].template[.CKA_EXTRACTABLE] == false)
    }
  }
}
