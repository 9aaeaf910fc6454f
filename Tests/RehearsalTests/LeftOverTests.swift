import Cryptoki
import Glibc
import Support
import Testing
import TokenSupport

/// What goes out of scope on an error leaves nothing open with the module.
@Suite(.oneDriverAtATime) struct LeftOverTests {
  @Test func `a session that goes out of scope by an error is closed, its search too`() throws {
    let stage = try Stage()
    try stage.rehearsal.order("fail C_FindObjects CKR_DEVICE_MEMORY from 2")
    for _ in 0..<20 {
      #expect(throws: CryptokiError(function: .C_FindObjects, code: .CKR_DEVICE_MEMORY)) {
        let session = try stage.module.openSession(on: stage.slot, readWrite: false)
        _ = try session.findObjects()
        _ = try session.findObjects()
      }
    }
    let counts = try stage.rehearsal.counts
    #expect(counts.openSessions == 2, "the stage's own")
    #expect(counts.openSearches == 0)
    #expect(counts.calls(.C_OpenSession) == 22)
  }

  @Test func `an operation that goes out of scope by an error leaves its session free`() throws {
    struct Interruption: Error {}
    let stage = try Stage()
    for _ in 0..<20 {
      #expect(throws: Interruption.self) {
        _ = try stage.session.beginEncryption(with: stage.aes, Stage.cbc)
        throw Interruption()
      }
      #expect(try stage.session.encrypt(Stage.text, stage.aes, Stage.cbc) == stage.cipherText)
    }
  }

  @Test func `a module that goes out of scope leaves no session, and neither of the two libraries in use`() throws {
    let rehearsal = try Rehearsal()
    do {
      let module = try rehearsal.module()
      let session = try module.openSession(on: rehearsal.slot(in: module), readWrite: false)
      #expect(throws: CryptokiError.self) { try session.destroyObject(ObjectHandle(rawValue: 999)) }
      #expect(try rehearsal.counts.openSessions == 1)
      #expect(isMapped(rehearsal.modulePath))
    }
    let counts = try rehearsal.counts
    #expect(counts.openSessions == 0)
    #expect(counts.calls(.C_Finalize) == 1)
    #expect(!isMapped(rehearsal.modulePath))
  }

  private func isMapped(_ library: String) -> Bool {
    guard let loaded = dlopen(library, RTLD_LAZY | RTLD_NOLOAD) else { return false }
    dlclose(loaded)
    return true
  }

  @Test func `threads that call while orders change get an answer each`() throws {
    let stage = try Stage()
    let workers = (0..<4).map { _ in
      BackgroundWork { [module = stage.module, slot = stage.slot, key = stage.aes, expected = stage.cipherText] in
        let session = try module.openSession(on: slot, readWrite: false)
        var refused = 0
        for _ in 0..<300 {
          do {
            guard try session.encrypt(Stage.text, key, Stage.cbc) == expected else {
              throw SupportError("a wrong cipher text")
            }
          } catch let error as CryptokiError where error.code == .CKR_DEVICE_MEMORY {
            refused += 1
          }
        }
        return refused
      }
    }
    while !workers.allSatisfy(\.isDone) {
      try stage.rehearsal.order("fail C_Encrypt CKR_DEVICE_MEMORY times 2", "delay C_EncryptInit 20us")
      try stage.rehearsal.order()
    }
    let refused = try workers.reduce(0) { try $0 + $1.value() }
    let counts = try stage.rehearsal.counts
    #expect(refused == counts.answeredHere(.C_Encrypt))
    #expect(counts.openSessions == 2)
  }
}
