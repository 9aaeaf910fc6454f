import Cryptoki
import HSM
import Support
import Testing
import TokenSupport

@Suite(.oneDriverAtATime) struct GenerationTests {
  private func connected(
    _ token: TestToken, _ useCases: Set<UseCase> = [.protect, .hardware]
  ) throws -> Connection {
    let connection = token.connection(token.driver(useCases: useCases))
    try connection.connect()
    return connection
  }

  @Test func `every kind of key is made as asked, and does what it is for`() throws {
    let token = try TestToken()
    let connection = try connected(token)
    defer { connection.disconnect() }
    for kind in KeyKind.usual where kind != .rsa(bits: 4096) {
      let made = try connection.generate(try connection.review(try KeyTemplate(KeyRequest(kind, label: kind.name))))
      #expect(made.deviations.isEmpty, "\(made.deviations.map(\.words))")
      #expect(made.leftOut.isEmpty)
      #expect(made.objects.count == (kind.isPair ? 2 : 1))
      for object in made.objects {
        #expect(object.keyType == kind.keyType)
        #expect(object.id == made.objects[0].id)
        let listed = try connection.listObjects(matching: [.CKA_ID: .bytes(object.id)])
        #expect(listed.contains { $0.objectClass == object.objectClass && $0.attributes == object.attributes })
      }
      let test = try connection.test(made.objects[0])
      #expect(test.hasPassed, "\(kind.name): \(test.steps)")
    }
  }

  @Test func `an id that is taken is refused, and nothing is made`() throws {
    let token = try TestToken()
    try token.makeKey("first", id: [7])
    let connection = try connected(token)
    defer { connection.disconnect() }
    let free = try connection.review(try KeyTemplate(KeyRequest(.aes(bits: 256), label: "first", id: [8])))
    #expect(free.warnings.contains(.labelExists(1)))
    let template = try KeyTemplate(KeyRequest(.curve(.p256), label: "second", id: [7]))
    #expect { try connection.review(template) } throws: { ($0 as? HSMError)?.code == .refused }
    // Taken since the review, too.
    _ = try connection.generate(free)
    #expect { try connection.generate(free) } throws: { ($0 as? HSMError)?.code == .refused }
    #expect(try connection.listObjects().count == 2)
  }

  @Test func `the review names what a person should know`() throws {
    let token = try TestToken()
    let connection = try connected(token)
    defer { connection.disconnect() }
    func warnings(_ kind: KeyKind, _ change: (inout KeyRequest) -> Void) throws -> [TemplateWarning] {
      var request = KeyRequest(kind, label: "key")
      change(&request)
      return try connection.review(try KeyTemplate(request)).warnings
    }
    #expect(try warnings(.aes(bits: 256)) { _ in } == [.noEndDate])
    #expect(
      try warnings(.aes(bits: 256)) { $0.uses = [.protect, .wrap] } == [
        .wrapsAndDecrypts, .unwrapsWithoutTemplate, .noEndDate,
      ])
    #expect(
      try warnings(.aes(bits: 256)) {
        $0.uses = [.wrap]
        $0.changes = [.CKA_UNWRAP_TEMPLATE: .template([.CKA_EXTRACTABLE: false])]
      } == [.noEndDate])
    #expect(try warnings(.curve(.p256)) { $0.isExtractable = true } == [.extractable, .noEndDate])
    #expect(
      try warnings(.aes(bits: 256)) {
        $0.isExtractable = true
        $0.changes = [.CKA_SENSITIVE: false, .CKA_PRIVATE: false]
        $0.end = CKDate("2099-01-01")
      } == [.extractableInClear, .visibleWithoutLogin])
  }

  @Test func `SoftHSM cannot read back a private key's dates, and the review says so before`() throws {
    let token = try TestToken()
    let connection = try connected(token)
    defer { connection.disconnect() }
    var request = KeyRequest(.aes(bits: 256), label: "dated")
    request.end = CKDate("2099-12-31")
    let review = try connection.review(try KeyTemplate(request))
    #expect(review.warnings == [.datesCannotBeReadBack])
    let made = try connection.generate(review)
    #expect(made.deviations.map(\.type) == [.CKA_END_DATE])
    request.changes = [.CKA_PRIVATE: false]
    request.id = [9]
    let visible = try connection.generate(try connection.review(try KeyTemplate(request)))
    #expect(visible.deviations.isEmpty)
    #expect(visible.objects[0].attributes.bytes(.CKA_END_DATE).flatMap(CKDate.init(bytes:)) == request.end)
  }

  @Test(
    arguments: [
      [], [.protect], [.generate], [.hardware], [.protect, .generate], [.protect, .hardware],
      [.generate, .hardware], [.protect, .generate, .hardware],
    ] as [Set<UseCase>])
  func `only what the driver is configured for is made and tried`(useCases: Set<UseCase>) throws {
    let token = try TestToken()
    try token.makeKey("aes", id: [1])
    let connection = try connected(token, useCases)
    defer { connection.disconnect() }
    func isRefused(_ kind: KeyKind) throws -> Bool {
      let template = try KeyTemplate(KeyRequest(kind, label: "new"))
      do throws(HSMError) {
        _ = try connection.generate(try connection.review(template))
        return false
      } catch {
        return error.code == .refused
      }
    }
    #expect(try isRefused(.aes(bits: 128)) == !useCases.contains(.protect))
    #expect(try isRefused(.curve(.p256)) == !useCases.contains(.hardware))
    let key = try #require(try connection.listObjects().first { $0.labelText == "aes" })
    if useCases.contains(.protect) {
      #expect(try connection.test(key).hasPassed)
    } else {
      #expect { try connection.test(key) } throws: { ($0 as? HSMError)?.code == .refused }
    }
  }

  @Test func `a public half that belongs to another pair is found out`() throws {
    let token = try TestToken()
    let connection = try connected(token)
    defer { connection.disconnect() }
    func make(_ label: String) throws -> GeneratedKey {
      try connection.generate(try connection.review(try KeyTemplate(KeyRequest(.curve(.p256), label: label))))
    }
    let (mine, other) = (try make("mine"), try make("other"))
    let point = try connection.readAllAttributes(of: other.objects[1]).bytes(.CKA_EC_POINT)
    try connection.destroy([mine.objects[1]])
    try connection.withSession(readWrite: true, couldNot: "the forged half could not be made") {
      (session) throws(CryptokiError) in
      _ = try session.createObject([
        .CKA_CLASS: .objectClass(.CKO_PUBLIC_KEY), .CKA_KEY_TYPE: .keyType(.CKK_EC), .CKA_TOKEN: true,
        .CKA_ID: .bytes(mine.objects[0].id), .CKA_EC_PARAMS: .bytes(Curve.p256.parameters),
        .CKA_EC_POINT: .bytes(point ?? []),
      ])
    }
    let test = try connection.test(mine.objects[0])
    #expect(!test.hasPassed)
    #expect(test.steps.map(\.result) == [.failed])
  }

  @Test func `the longest modulus is measured in a list, where other attributes are missing`() throws {
    let token = try TestToken()
    try token.withSession { session in
      _ = try session.createObject([
        .CKA_CLASS: .objectClass(.CKO_PUBLIC_KEY), .CKA_KEY_TYPE: .keyType(.CKK_RSA), .CKA_TOKEN: true,
        .CKA_MODULUS: .bytes([UInt8](repeating: 0xC5, count: 2048)), .CKA_PUBLIC_EXPONENT: .bytes([1, 0, 1]),
      ])
    }
    let connection = try connected(token)
    defer { connection.disconnect() }
    #expect(try connection.listObjects().map(\.bits) == [16384])
  }

  @Test func `both halves of a pair go, and nothing else`() throws {
    let token = try TestToken()
    try token.makeKey("bystander", id: [1])
    let connection = try connected(token)
    defer { connection.disconnect() }
    let made = try connection.generate(
      try connection.review(try KeyTemplate(KeyRequest(.curve(.ed25519), label: "pair"))))
    for half in made.objects { #expect(try Set(connection.halves(of: half)) == Set(made.objects)) }
    try connection.destroy(try connection.halves(of: made.objects[1]))
    #expect(try connection.listObjects().map(\.labelText) == ["bystander"])
    #expect(throws: HSMError.self) { try connection.destroy(made.objects) }
  }
}
