import Foundation
import Support
import Testing

/// The example program does what its page says, on a real token.
@Suite struct ExampleTests {
  @Test func `a program of ten lines protects a text and opens it again`() throws {
    let demo = try Demo.shared.get()
    let folder = try TemporaryDirectory()
    let arguments = [
      SoftHSMDirectory.modulePath, "claviger-demo", demo.pinFile, "kek-2026", folder.path + "/store.db",
    ]
    for _ in 0..<2 {
      let result = try run(
        BuiltProduct.url(named: "ProtectAndOpen"), arguments,
        environment: ["SOFTHSM2_CONF": demo.directory.path + "/softhsm2.conf"])
      result.expect(.exited(0))
      #expect(result.stdout == "hello, key store\n")
    }
  }
}
