import Cryptoki
import Foundation
import HSM
import KeyStoreAPI
import SecretMemory

/// Bringing secrets from one key to another, store and log included, beside the calls alone that it has the token make:
/// decrypt under the old key, encrypt under the new one, decrypt that.
final class Reprotections {
  private static let count = 5000
  private static let size = 1024

  private let token: BenchmarkToken
  private let connection: Connection
  private let keyStore: KeyStore
  private let keys: [ChosenKey]
  private let folder: URL
  private var effective = 0

  /// The store lies on a disk, as stores do.
  init(token: BenchmarkToken, connection: Connection) throws {
    try token.grow(to: 3)
    self.token = token
    self.connection = connection
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("claviger-benchmark-\(getpid())")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    keyStore = KeyStore(
      store: Store(
        location: StoreLocation(sqlite: folder.appendingPathComponent("claviger.db").path), access: .readWrite),
      connections: [connection])
    keys = try ["key-1", "key-2"].map(keyStore.key(labelled:))
    try setDefault()
    for number in 0..<Self.count {
      try keyStore.put(
        SecretBytes(count: Self.size) { $0.count }, as: SecretPath(parsing: "secret-\(number)"), type: "generic")
    }
  }

  deinit {
    // Whether the folder goes changes no result any more.
    try? FileManager.default.removeItem(at: folder)
  }

  private func setDefault() throws {
    try keyStore.setDefault(.global, to: keys[effective].object, on: connection)
  }

  /// Secrets a second by the calls alone.
  func floorRate() throws -> Double {
    let session = try token.module.openSession(on: token.slot, readWrite: false)
    defer { session.close() }
    let handles = keys.map { ObjectHandle(rawValue: $0.object.handle) }
    let (old, new) = (handles[effective], handles[1 - effective])
    let mechanism = Mechanism(.CKM_AES_CBC_PAD, parameter: [UInt8](repeating: 1, count: 16))
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 6 * Self.size, alignment: 16)
    defer { memory.deallocate() }
    memory.initializeMemory(as: UInt8.self, repeating: 0)
    let room = (0..<3).map {
      UnsafeMutableRawBufferPointer(rebasing: memory[($0 * 2 * Self.size)..<(($0 + 1) * 2 * Self.size)])
    }
    func part(_ index: Int, _ length: Int) -> UnsafeRawBufferPointer {
      UnsafeRawBufferPointer(rebasing: room[index][..<length])
    }
    let length = try session.encrypt(part(0, Self.size), with: old, mechanism, into: room[1])
    let time = try ContinuousClock().measure {
      for _ in 0..<Self.count {
        let plain = try session.decrypt(part(1, length), with: old, mechanism, into: room[0])
        let again = try session.encrypt(part(0, plain), with: new, mechanism, into: room[2])
        _ = try session.decrypt(part(2, again), with: new, mechanism, into: room[0])
      }
    }
    return Double(Self.count) / (time / .seconds(1))
  }

  /// Secrets a second by the key store.
  func keyStoreRate() throws -> Double {
    effective = 1 - effective
    try setDefault()
    var moved = 0
    let time = try ContinuousClock().measure { moved = try keyStore.reprotect().moved }
    guard moved == Self.count else { throw BenchmarkError("\(moved) of \(Self.count) secrets were re-protected") }
    return Double(Self.count) / (time / .seconds(1))
  }
}
