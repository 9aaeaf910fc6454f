import Foundation
import Support
import Testing

/// What is made from the code says what the code says now.
@Suite struct DocumentationTests {
  @Test func `docs/keys.md is what keys-help writes`() throws {
    let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let written = try String(contentsOf: checkout.appendingPathComponent("docs/keys.md"), encoding: .utf8)
    let made = try run(BuiltProduct.url(named: "claviger"), ["keys-help", "--markdown"])
    #expect(made.stdout == written, "run: claviger keys-help --markdown > docs/keys.md")
  }
}
