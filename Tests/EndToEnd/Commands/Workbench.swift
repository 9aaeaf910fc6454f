import Foundation
import Support

/// The demo's token, a folder for what its keys work on, and OpenSSL to look at it from outside.
struct Workbench {
  let demo: Demo
  let folder: TemporaryDirectory

  init(_ demo: Demo) throws {
    self.demo = demo
    folder = try TemporaryDirectory()
  }

  /// Runs a command of the program in the folder.
  @discardableResult
  func claviger(_ arguments: String..., configuration: String? = nil) throws -> ProgramResult {
    try program(
      BuiltProduct.url(named: "claviger").path,
      ["--config", configuration ?? demo.directory.path + "/claviger.yaml"] + arguments)
  }

  /// Runs a command of the program, which must do what it is told.
  @discardableResult
  func does(_ arguments: String...) throws -> ProgramResult {
    let result = try program(
      BuiltProduct.url(named: "claviger").path, ["--config", demo.directory.path + "/claviger.yaml"] + arguments)
    guard result.status == .exited(0) else { throw SupportError("\(arguments): \(result.stderr)") }
    return result
  }

  /// Runs OpenSSL in the folder; whether it did what it was told.
  @discardableResult
  func openSSL(_ arguments: String...) throws -> Bool {
    try program("openssl", arguments).status == .exited(0)
  }

  private func program(_ name: String, _ arguments: [String]) throws -> ProgramResult {
    try run(
      URL(fileURLWithPath: "/usr/bin/env"), ["-C", folder.path, name] + arguments,
      environment: ["HOME": folder.path])
  }

  /// Writes bytes that look random and are the same each time.
  func write(_ count: Int, to name: String) throws {
    var state: UInt64 = 88_172_645_463_325_252
    var bytes = Data(capacity: count)
    for _ in 0..<count {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      bytes.append(UInt8(truncatingIfNeeded: state))
    }
    try bytes.write(to: folder.url(name))
  }

  func read(_ name: String) throws -> Data { try Data(contentsOf: folder.url(name)) }
}
