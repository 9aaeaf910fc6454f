import Support
import Testing

/// What `keys show` tells of objects that are no keys.
@Suite struct CommandKeyShowTests {
  @Test func `A certificate is shown with whose it is and for how long`() throws {
    let demo = try Demo.shared.get()
    let rows = try demo("keys", "show", "code-signing", "--json").rows()
    let row = try #require(rows.first { $0.text("class") == "CKO_CERTIFICATE" })
    let certificate = try row.object("certificate")
    #expect(certificate.text("subject")?.contains("code-signing") == true, "\(certificate)")
    #expect(try #require(certificate.text("notAfter")).wholeMatch(of: /\d{4}-\d\d-\d\d/) != nil)
    #expect(try demo("keys", "show", "code-signing").stdout.contains("SUBJECT"))
    #expect(rows.filter { $0.text("class") != "CKO_CERTIFICATE" }.allSatisfy { $0.isNull("certificate") })
  }
}
