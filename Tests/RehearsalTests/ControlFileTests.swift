import Cryptoki
import Foundation
import Support
import Testing
import TokenSupport

/// The control file decides what a process does, so not every file is taken.
@Suite(.oneDriverAtATime) struct ControlFileTests {
  private let refusal = ModuleLoadError.self

  @Test(arguments: [0o640, 0o604, 0o620])
  func `a file that others may read or write is not taken`(mode: Int) throws {
    let rehearsal = try Rehearsal()
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: rehearsal.control.path)
    #expect(throws: refusal) { try Module(path: rehearsal.modulePath) }
  }

  @Test func `a folder that others may enter is not taken, nor a symbolic link`() throws {
    let rehearsal = try Rehearsal()
    let folder = try TemporaryDirectory()
    let elsewhere = try folder.write("module \(rehearsal.token.modulePath)\n", to: "control")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
    let module = try loaded(without: rehearsal)
    #expect(throws: CryptokiError(function: .C_Initialize, code: .CKR_ARGUMENTS_BAD)) {
      try module.initialize(reserved: "control=\(elsewhere.path)")
    }
    let link = try Rehearsal()
    let original = link.control.appendingPathExtension("original")
    try FileManager.default.moveItem(at: link.control, to: original)
    try FileManager.default.createSymbolicLink(at: link.control, withDestinationURL: original)
    #expect(throws: refusal) { try Module(path: link.modulePath) }
  }

  @Test func `pReserved names the control file where the environment does not`() throws {
    let rehearsal = try Rehearsal()
    let folder = try TemporaryDirectory()
    let elsewhere = try folder.write(
      "module \(rehearsal.token.modulePath)\nfail C_GetInfo CKR_HOST_MEMORY\n", to: "control")
    let module = try loaded(without: rehearsal)
    try module.initialize(reserved: "control=\(elsewhere.path)")
    defer { try? module.finalize() }
    #expect(throws: CryptokiError(function: .C_GetInfo, code: .CKR_HOST_MEMORY)) { try module.info() }
  }

  @Test func `without a control file it does nothing at all`() throws {
    let module = try loaded(without: Rehearsal())
    #expect(throws: CryptokiError(function: .C_Initialize, code: .CKR_ARGUMENTS_BAD)) { try module.initialize() }
    #expect(throws: CryptokiError(function: .C_GetInfo, code: .CKR_CRYPTOKI_NOT_INITIALIZED)) { try module.info() }
  }

  /// The library itself, whose variable nobody has set.
  private func loaded(without rehearsal: Rehearsal) throws -> Module {
    let copy = rehearsal.control.appendingPathExtension("so")
    try FileManager.default.copyItem(at: BuiltProduct.url(named: "libclaviger-rehearsal.so"), to: copy)
    return try Module(path: copy.path)
  }

  private let wrongLines = [
    "nonsense", "fail", "fail C_Nothing CKR_OK", "fail C_Sign CKR_NOTHING", "fail C_Sign 5 from 0", "stall C_Sign",
    "stall C_Sign 5", "lie C_Sign", "text nothing x", "text token-label \\q", "pin-tries", "without CKM_NOTHING",
    "null-entry *", "corrupt", "corrupt 1 one-in 0", "interface 4.0", "token-flags CKF_RNG", "limit-single-part 1G",
    "fail C_Sign 5 sometimes", "removed now", "module relative.so",
  ]

  @Test func `a file with a line that is not understood is no beginning`() throws {
    #expect(throws: refusal) { try Module(path: Rehearsal("nonsense").modulePath) }
  }

  @Test func `a line that is not understood is refused, and the plan before it goes on`() throws {
    let rehearsal = try Rehearsal("fail C_GetInfo CKR_HOST_MEMORY")
    let module = try rehearsal.module()
    defer { try? module.finalize() }
    for line in wrongLines {
      try rehearsal.order(line)
      #expect(throws: CryptokiError(function: .C_GetInfo, code: .CKR_HOST_MEMORY), "\(line)") { try module.info() }
    }
    #expect(try rehearsal.counts.plans == 1)
  }
}
