import Cryptoki
import Foundation
import GRDB
import HSM
import KeyStoreAPI
import SecretMemory
import Synchronization
import Support
import Testing
import TokenSupport

@Suite(.oneDriverAtATime) struct ReprotectionTests {
  private func labels(_ place: SecretPlace) throws -> [String: Int] {
    try place.store.listSecrets().reduce(into: [:]) { counts, secret in
      counts[String(decoding: secret.key.label, as: UTF8.self), default: 0] += 1
    }
  }

  @Test func `secrets go to their effective key, and those with a key of their own stay`() throws {
    let place = try SecretPlace(keys: ["old", "new", "own"], default: "old")
    defer { place.connection.disconnect() }
    for number in 0..<300 { _ = try place.put([UInt8(number & 0xFF), 1, 2], "secret-\(number)") }
    _ = try place.put([9], "named", under: "own")
    try place.setDefault(.global, "new")
    let plan = try place.store.planReprotection(.init())
    #expect(plan.secrets == 300 && plan.named == 1 && plan.moves.count == 1)
    var seen: [Int] = []
    let report = try place.keyStore.reprotect(batch: 64) { progress in
      seen.append(progress.done)
      return true
    }
    #expect(report.moved == 300 && !report.isStopped)
    #expect(seen.last == 300)
    #expect(report.remaining.map(\.isFailure) == [false])
    #expect(try labels(place) == ["new": 300, "own": 1])
    for number in 0..<300 { #expect(try place.get("secret-\(number)") == [UInt8(number & 0xFF), 1, 2]) }
    #expect(try place.get("named") == [9])
    let even = try place.keyStore.reprotect(.init(evenNamed: true))
    #expect(even.moved == 1 && even.remaining.isEmpty)
    #expect(try place.store.secret(secretPath("named")).named == false)
    #expect(try place.store.verifyAudit() == .intact(head: place.store.auditHead()))
    #expect(try place.store.check() == [])
  }

  @Test func `it can be stopped after any batch, and goes on with what is left`() throws {
    let place = try SecretPlace(keys: ["old", "new"], default: "old")
    defer { place.connection.disconnect() }
    for number in 0..<50 { _ = try place.put([1, 2], "secret-\(number)") }
    try place.setDefault(.global, "new")
    let first = try place.keyStore.reprotect(batch: 10) { $0.done < 20 }
    #expect(first.isStopped)
    #expect((20..<50).contains(first.moved))
    #expect(try labels(place) == ["old": 50 - first.moved, "new": first.moved])
    let second = try place.keyStore.reprotect(batch: 10)
    #expect(second.moved == 50 - first.moved && !second.isStopped)
    #expect(try labels(place) == ["new": 50])
  }

  @Test func `what a person puts meanwhile is not overwritten`() throws {
    let place = try SecretPlace(keys: ["old", "new"], default: "old")
    defer { place.connection.disconnect() }
    for number in 0..<40 { _ = try place.put([1], "secret-\(number)") }
    try place.setDefault(.global, "new")
    var changed = Set<Int>()
    _ = try place.keyStore.reprotect(batch: 10) { progress in
      // After each batch, one that is still to come gets another value.
      for number in [5, 15, 25, 35] where !changed.contains(number) {
        if let put = try? place.put([2], "secret-\(number)", replacing: true), put.revision > 1 {
          changed.insert(number)
        }
      }
      return true
    }
    #expect(changed.count == 4)
    for number in changed { #expect(try place.get("secret-\(number)") == [2]) }
    #expect(try labels(place) == ["new": 40])
    #expect(try place.store.check() == [])
  }

  @Test func `a secret that does not open stays as it is, and the report says why`() throws {
    let place = try SecretPlace(keys: ["old", "new"], default: "old")
    defer { place.connection.disconnect() }
    for number in 0..<5 { _ = try place.put([1], "secret-\(number)") }
    try place.fixture.sql("UPDATE secret SET mac = randomblob(32) WHERE name = 'secret-3'")
    try place.setDefault(.global, "new")
    let report = try place.keyStore.reprotect()
    #expect(report.moved == 4)
    #expect(report.remaining.map(\.secrets) == [1])
    #expect(report.remaining.first?.reason.contains("does not open") == true)
    #expect(try labels(place) == ["old": 1, "new": 4])
  }

  @Test func `a key that is gone keeps its secrets where they are`() throws {
    let place = try SecretPlace(keys: ["old", "new"], default: "old")
    defer { place.connection.disconnect() }
    _ = try place.put([1], "it")
    try place.setDefault(.global, "new")
    place.connection.disconnect()
    try place.token.withSession { session in
      for key in try session.findObjects([.CKA_LABEL: .text("old")]) { try session.destroyObject(key) }
    }
    try place.connection.connect()
    let report = try place.keyStore.reprotect()
    #expect(report.moved == 0)
    #expect(report.remaining.first?.reason.contains("is not on its token") == true)
  }

  @Test func `secrets go from one driver's token to another's`() throws {
    let first = try SecretPlace(keys: ["old"], default: "old")
    defer { first.connection.disconnect() }
    let second = try SecretPlace(keys: ["new"], default: nil)
    defer { second.connection.disconnect() }
    for number in 0..<20 { _ = try first.put([UInt8(number)], "secret-\(number)") }
    let both = KeyStore(store: first.store, connections: [first.connection, second.connection])
    try both.setDefault(.global, to: second.key("new").object, on: second.connection)
    #expect(try both.reprotect().moved == 20)
    for number in 0..<20 {
      #expect(try both.get(secretPath("secret-\(number)")).withUnsafeBytes { Array($0) } == [UInt8(number)])
    }
  }
}
