import Cryptoki
import Foundation
import Testing

@Suite("PKCS#11 URIs")
struct PKCS11URITests {
  @Test("A URI names a token and an object on it")
  func reading() throws {
    let uri = try PKCS11URI("pkcs11:token=prod;object=kek-2026;type=secret-key;id=%01%02")
    #expect(uri.token == "prod")
    #expect(uri.object == "kek-2026")
    #expect(uri.type == .CKO_SECRET_KEY)
    #expect(uri.id == [1, 2])
    #expect(uri.serial == nil)
  }

  @Test("The examples of RFC 7512 are read")
  func examples() throws {
    #expect(try PKCS11URI("pkcs11:") == PKCS11URI())
    let cert = try PKCS11URI(
      "pkcs11:token=The%20Software%20PKCS%2311%20Softtoken;manufacturer=Snake%20Oil,%20Inc.;model=1.0;"
        + "object=my-certificate;type=cert;id=%69%95%3E%5C%F4%BD%EC%91;serial=")
    #expect(cert.token == "The Software PKCS#11 Softtoken")
    #expect(cert.manufacturer == "Snake Oil, Inc.")
    #expect(cert.type == .CKO_CERTIFICATE)
    #expect(cert.id == [0x69, 0x95, 0x3E, 0x5C, 0xF4, 0xBD, 0xEC, 0x91])
    #expect(cert.serial == "")
    let library = try PKCS11URI(
      "PKCS11:library-manufacturer=Snake%20Oil,%20Inc.;library-description=Soft%20Token%20Library;library-version=1.23")
    #expect(library.libraryVersion == PKCS11URI.LibraryVersion(major: 1, minor: 23))
    #expect(library.libraryDescription == "Soft Token Library")
    let vendor = try PKCS11URI(
      "pkcs11:slot-id=327;x-muppet=cookie%5Emonster!;token=%C5%99?x-vend=a/b?c|d&module-name=x")
    #expect(vendor.slotID == 327)
    #expect(vendor.token == "ř")
    #expect(vendor.otherAttributes == [PKCS11URI.Attribute(name: "x-muppet", value: "cookie^monster!")])
    #expect(vendor.queryValue("x-vend") == "a/b?c|d")
    #expect(vendor.queryValue("module-name") == "x")
  }

  @Test("Writing keeps one order, escapes every byte of an id, and everything that a shell could misread")
  func writing() {
    let uri = PKCS11URI(
      token: "My Token; $(x)", serial: "42", object: "ř'&", type: .CKO_PRIVATE_KEY, id: Array("a\u{0}".utf8))
    #expect(
      uri.description
        == "pkcs11:token=My%20Token%3B%20%24%28x%29;serial=42;object=%C5%99%27%26;type=private;id=%61%00")
  }

  @Test("What an object lacks is written empty, and then matches only empty")
  func emptiness() throws {
    let written = PKCS11URI(token: "prod", serial: "1", object: "", type: .CKO_SECRET_KEY, id: []).description
    #expect(written == "pkcs11:token=prod;serial=1;object=;type=secret-key;id=")
    let uri = try PKCS11URI(written)
    #expect(uri.matchesObject(class: .CKO_SECRET_KEY, label: nil, id: []))
    #expect(!uri.matchesObject(class: .CKO_SECRET_KEY, label: Array("kek".utf8), id: nil))
    #expect(!uri.matchesObject(class: .CKO_SECRET_KEY, label: nil, id: [1]))
    #expect(!uri.matchesObject(class: .CKO_PUBLIC_KEY, label: nil, id: nil))
    #expect(try PKCS11URI("pkcs11:token=prod").matchesObject(class: .CKO_DATA, label: [1], id: [2]))
  }

  @Test("A token matches when every field that was asked for is the same, byte by byte")
  func tokens() throws {
    let uri = try PKCS11URI("pkcs11:token=prod;serial=12")
    #expect(uri.matchesToken(label: "prod", serial: "12", manufacturer: "m", model: "x"))
    #expect(!uri.matchesToken(label: "Prod", serial: "12", manufacturer: "m", model: "x"))
    #expect(!uri.matchesToken(label: "prod", serial: "123", manufacturer: "m", model: "x"))
    // One letter, written as one code point and as two: different bytes, so different tokens.
    #expect(!PKCS11URI(token: "\u{E9}").matchesToken(label: "e\u{301}", serial: "", manufacturer: "", model: ""))
  }

  @Test("Labels that are no UTF-8 survive reading and writing, and are shown as well as can be")
  func anyBytes() throws {
    let uri = try PKCS11URI("pkcs11:object=%FF%FEa")
    #expect(uri.object?.bytes == [0xFF, 0xFE, 0x61])
    #expect(uri.object?.string == "\u{FFFD}\u{FFFD}a")
    #expect(uri.description == "pkcs11:object=%FF%FEa")
    #expect(try PKCS11URI("pkcs11:object=%FF") != PKCS11URI("pkcs11:object=%FE"))
  }

  @Test("Whatever is read is read again from what is written")
  func roundTrip() throws {
    for text in [
      "pkcs11:",
      "pkcs11:token=;serial=%00;object=a%3Bb;type=data;id=%00%FF;x-kcv=a1b2c3;manufacturer=m;model=o;slot-id=7;"
        + "slot-description=s;slot-manufacturer=t;library-manufacturer=l;library-description=d;library-version=3.0;"
        + "x-a=1;x-b=2?module-path=%2Flib&x-q=1&x-q=2",
    ] {
      let uri = try PKCS11URI(text)
      #expect(uri.description == text)
      #expect(try PKCS11URI(uri.description) == uri)
      #expect(try JSONDecoder().decode(PKCS11URI.self, from: JSONEncoder().encode(uri)) == uri)
    }
  }

  @Test("The check value is read as hex or as %XX bytes, and written as hex")
  func checkValue() throws {
    #expect(try PKCS11URI("pkcs11:x-kcv=A1b2C3").checkValue == [0xA1, 0xB2, 0xC3])
    #expect(try PKCS11URI("pkcs11:x-kcv=%A1%B2%C3").description == "pkcs11:x-kcv=a1b2c3")
    #expect(throws: PKCS11URIError(reason: .checkValue, column: 14)) { try PKCS11URI("pkcs11:x-kcv=a1b") }
  }

  @Test(
    "A PIN in a URI is refused, wherever it stands, and the refusal does not repeat it",
    arguments: [
      ("pkcs11:token=a?pin-value=1234", "pin-value", 16), ("pkcs11:pin-value=1234", "pin-value", 8),
      ("pkcs11:token=a?x=1&pin-source=file:%2Fpin", "pin-source", 20), ("pkcs11:?PIN-Value=12 34", "pin-value", 9),
    ])
  func pins(text: String, attribute: String, column: Int) {
    let error = PKCS11URIError(reason: .pin(attribute: attribute), column: column)
    #expect(throws: error) { try PKCS11URI(text) }
    #expect(!error.description.contains("1234"))
  }

  @Test(
    "A mistake is told with its column",
    arguments: [
      ("token=prod", .scheme, 1), ("", .scheme, 1), ("pkcs11;token=a", .scheme, 1),
      ("pkcs11:token=a;", .missingName, 16), ("pkcs11:;token=a", .missingName, 8), ("pkcs11:=a", .missingName, 8),
      ("pkcs11:token", .missingValue(attribute: "token"), 13),
      ("pkcs11:to ken=a", .nameCharacter, 10), ("pkcs11:token=a b", .valueCharacter(attribute: "token"), 15),
      ("pkcs11:object=ř", .valueCharacter(attribute: "object"), 15),
      ("pkcs11:object=a/b", .valueCharacter(attribute: "object"), 16),
      ("pkcs11:id=%0", .percentEncoding(attribute: "id"), 11),
      ("pkcs11:id=%01%G0", .percentEncoding(attribute: "id"), 14),
      ("pkcs11:token=a;token=b", .repeated(attribute: "token"), 16), ("pkcs11:type=key", .type, 13),
      ("pkcs11:slot-id=-1", .number(attribute: "slot-id"), 16),
      ("pkcs11:library-version=1.2.3", .number(attribute: "library-version"), 24),
      ("pkcs11:token=a?module-path=a b", .valueCharacter(attribute: "module-path"), 29),
    ] as [(String, PKCS11URIError.Reason, Int)])
  func mistakes(text: String, reason: PKCS11URIError.Reason, column: Int) {
    #expect(throws: PKCS11URIError(reason: reason, column: column)) { try PKCS11URI(text) }
  }
}
