import Foundation
import HSM
import Testing

@testable import KeyStoreAPI

/// The history of the connections, as the store keeps it.
@Suite struct ConnectionEventTests {
  private func event(_ generation: Int, words: String? = nil) -> ConnectionEvent {
    ConnectionEvent(
      at: Date(timeIntervalSince1970: Double(generation)), driver: "prod", state: .reconnecting,
      generation: generation, words: words, cause: nil)
  }

  @Test func `what was kept is read as it was, oldest first`() throws {
    let fixture = try StoreFixture()
    _ = try fixture.store.addType("note")
    let events = [event(1, words: "token prod is gone"), event(2), event(3)]
    for event in events { try fixture.store.recordConnectionEvent(event) }
    #expect(try fixture.other(.readOnly).listConnectionEvents(last: 100) == events)
    #expect(try fixture.store.listConnectionEvents(last: 2) == Array(events.suffix(2)))
  }

  @Test func `a store that is not there is not made for it`() throws {
    let fixture = try StoreFixture()
    try fixture.store.recordConnectionEvent(event(1))
    #expect(try fixture.store.listConnectionEvents(last: 100).isEmpty)
    #expect(try fixture.files == [])
  }

  @Test func `the last two thousand are kept`() throws {
    let fixture = try StoreFixture()
    _ = try fixture.store.addType("note")
    let most = 2_000
    for generation in 1...(most + 3) { try fixture.store.recordConnectionEvent(event(generation)) }
    let kept = try fixture.store.listConnectionEvents(last: most * 2)
    #expect(kept.count == most)
    #expect(kept.first == event(4))
    #expect(kept.last == event(most + 3))
  }
}
