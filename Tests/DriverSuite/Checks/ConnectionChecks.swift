import Cryptoki
import Foundation
import HSM
import Synchronization

extension Check {
  static let connectionChecks: [Check] = [
    Check(.connection, "eight threads with a session each, 100 operations a thread") { desk in
      let signing =
        desk.offers(.CKM_AES_CBC_PAD, [.CKF_ENCRYPT, .CKF_DECRYPT]) ? nil : try desk.pair(.rsa(bits: 2048)).privateKey
      let key = try importKey([UInt8](repeating: 9, count: 32), desk)
      let sessions = try (0..<8).map { _ in try desk.module.openSession(on: desk.slot, readWrite: false) }
      let failures = Mutex<[String]>([])
      DispatchQueue.concurrentPerform(iterations: sessions.count) { @Sendable index in
        let session = sessions[index]
        do {
          for round in 0..<100 {
            let text = [UInt8](repeating: UInt8(round), count: 32 + index)
            if let signing {
              let signature = try session.sign(text, signing, Mechanism(.CKM_RSA_PKCS))
              try require(signature.count == 256, "a signature of \(signature.count) bytes")
            } else {
              let mechanism = Mechanism(.CKM_AES_CBC_PAD, parameter: [UInt8](repeating: UInt8(index), count: 16))
              let opened = try session.decrypt(session.encrypt(text, key, mechanism), key, mechanism)
              try require(opened == text, "another text comes back")
            }
          }
        } catch {
          failures.withLock { $0.append("\(error)") }
        }
      }
      for session in sessions { session.close() }
      try require(failures.withLock { $0.isEmpty }, failures.withLock { $0.joined(separator: "; ") })
    },
    Check(.connection, "C_Finalize and C_Initialize, and the token's keys are there again") { desk in
      let template = Template.tokenKey("lasting", id: [0x61])
      _ = try desk.session.generateKey(Mechanism(.CKM_AES_KEY_GEN), template)
      desk.close()
      try desk.module.finalize()
      try desk.module.initialize(reserved: desk.driver.initialize)
      try desk.open()
      try desk.beginCheck()
      try require(try desk.session.findObjects([.CKA_LABEL: .text("lasting")]).count == 1, "the key is gone")
    },
    // The last: it takes the module over.
    Check(.connection, "a connection is lost and restored, with login and keys") { desk in
      desk.close()
      try desk.module.finalize()
      let connection = Connection(
        driver: configuration(of: desk.driver), modules: LoadedModules(),
        pinProvider: { [pin = desk.driver.pin] (_) throws(HSMError) in secret(pin) })
      try connection.connect()
      defer { connection.disconnect() }
      try require(connection.status.state == .connected, "it is \(connection.status.state)")
      let before = try connection.listObjects(matching: [.CKA_LABEL: .text("lasting")])
      try require(before.count == 1, "\(before.count) keys are listed")
      let generation = connection.generation
      connection.keepTrying(after: HSMError(.notConnected, "the suite reports a loss", remedy: "none is needed"))
      let deadline = ContinuousClock.now + .seconds(20)
      while connection.generation == generation || connection.status.state != .connected {
        try require(ContinuousClock.now < deadline, "it is \(connection.status.state) after 20 s")
        usleep(2000)
      }
      let after = try connection.listObjects(matching: [.CKA_LABEL: .text("lasting")])
      try require(after.map(\.labelText) == ["lasting"], "\(after.count) keys are listed after the restoration")
    },
  ]

  private static func configuration(of driver: DriverUnderTest) -> DriverConfiguration {
    var configuration = DriverConfiguration(
      name: "suite", modulePath: driver.module, token: TokenSelector(label: driver.token))
    configuration.useCases = [.protect]
    configuration.initialize = driver.initialize
    configuration.pin = .file(path: "suite")
    configuration.reconnect.first = .milliseconds(20)
    return configuration
  }
}
