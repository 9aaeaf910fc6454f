import Cryptoki
import HSM
import Testing

@Suite struct KeyTemplateTests {
  static let kinds: [KeyKind] = KeyKind.usual + [.rsa(bits: 16384)]

  @Test(arguments: kinds) func `a name is read as it is written`(kind: KeyKind) {
    #expect(KeyKind(name: kind.name) == kind)
    #expect(KeyKind(name: kind.name.uppercased()) == kind)
  }

  @Test(arguments: ["aes-257", "rsa-1024", "rsa-2047", "rsa-02048", "rsa-16392", "ec-p257", "x25519", ""])
  func `no other key is made`(name: String) {
    #expect(KeyKind(name: name) == nil)
  }

  @Test(arguments: kinds) func `no half is given what only the other has`(kind: KeyKind) throws {
    var request = KeyRequest(kind, label: "key", uses: kind.possibleUses)
    request.start = CKDate("2026-01-01")
    request.end = CKDate("2027-01-01")
    request.changes = [.CKA_MODIFIABLE: true]
    for half in try KeyTemplate(request).halves {
      for attribute in half.template.attributes {
        #expect(attribute.type.isCarried(by: half.objectClass), "\(attribute.type) in \(half.objectClass)")
        #expect(!attribute.type.isReadOnly)
      }
    }
  }

  @Test(arguments: kinds) func `a key is private, sensitive, not extractable, and may do nothing unasked`(kind: KeyKind)
    throws
  {
    let template = try KeyTemplate(KeyRequest(kind, label: "key"))
    let kept = template.halves[0].template
    #expect(kept[.CKA_TOKEN] == true)
    #expect(kept[.CKA_PRIVATE] == true)
    #expect(kept[.CKA_SENSITIVE] == true)
    #expect(kept[.CKA_EXTRACTABLE] == false)
    #expect(template.halves.count == (kind.isPair ? 2 : 1))
    #expect(Set(template.halves.map { $0.template[.CKA_ID] }).count == 1)
    guard case .bytes(let id) = kept[.CKA_ID] else { throw Missing() }
    #expect(id.count == 16)
    let allowed = template.halves.flatMap { half in
      half.template.attributes.filter { $0.value == true }.map(\.type)
    }
    let expected: Set<AttributeType> =
      switch kind.keyType {
      case .CKK_AES: [.CKA_ENCRYPT, .CKA_DECRYPT]
      case .CKK_RSA: [.CKA_ENCRYPT, .CKA_DECRYPT, .CKA_SIGN, .CKA_VERIFY]
      default: [.CKA_SIGN, .CKA_VERIFY]
      }
    #expect(Set(allowed) == expected.union([.CKA_TOKEN, .CKA_PRIVATE, .CKA_SENSITIVE]))
    if kind.keyType == .CKK_RSA { #expect(template[.CKO_PUBLIC_KEY][.CKA_PUBLIC_EXPONENT] == .bytes([1, 0, 1])) }
  }

  @Test func `what cannot be asked for is refused in words`() {
    func refusal(_ change: (inout KeyRequest) -> Void, _ kind: KeyKind = .aes(bits: 256)) -> String? {
      var request = KeyRequest(kind, label: "key")
      change(&request)
      do throws(KeyRequestError) {
        _ = try KeyTemplate(request)
        return nil
      } catch {
        return error.message
      }
    }
    #expect(refusal { _ in } == nil)
    #expect(refusal { $0.label = "" } == "a key needs a label")
    #expect(refusal { $0.uses = [] } == "a key needs a use")
    #expect(refusal({ $0.uses = [.encrypt] }, .curve(.ed25519)) == "ed25519 keys cannot be made for encrypt")
    #expect(refusal { $0.changes = [.CKA_LOCAL: true] }?.contains("CKA_LOCAL cannot be chosen") == true)
    #expect(refusal { $0.changes = [.CKA_VALUE: .bytes([1])] }?.contains("CKA_VALUE cannot be chosen") == true)
    #expect(refusal { $0.changes = [.CKA_SIGN_RECOVER: true] } == "aes-256 keys have no CKA_SIGN_RECOVER")
    #expect(
      refusal {
        $0.start = CKDate("2026-01-02")
        $0.end = CKDate("2026-01-01")
      }?.contains("before it begins") == true)
  }

  private struct Missing: Error {}
}
