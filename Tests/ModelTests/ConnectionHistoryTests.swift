import Foundation
import HSM
import KeyStoreAPI
import Model
import Support
import Testing
import TokenSupport

/// What became of the connections, kept in the store for whoever looks later.
@Suite(.oneDriverAtATime) struct ConnectionHistoryTests {
  private func store(_ folder: TemporaryDirectory, _ access: StoreAccess = .readWrite) -> Store {
    Store(location: StoreLocation(sqlite: folder.url("claviger.db").path), access: access)
  }

  private func events(_ desk: Desk) throws -> [ConnectionEvent] {
    try store(desk.folder, .readOnly).listConnectionEvents(last: 100)
  }

  @Test func `each change of a driver's state is kept with its cause, and the next run begins with it`() throws {
    let token = try TestToken()
    let desk = try Desk(token.label, module: token.modulePath, pin: TestToken.pin, extra: "    keep-alive: 100ms\n")
    _ = try store(desk.folder).addType("note")
    desk.model.start()
    try waitUntil { desk.model.statuses.first?.state == .connected }
    let away = token.directory.appendingPathExtension("away")
    try FileManager.default.moveItem(at: token.directory, to: away)
    try waitUntil { desk.model.statuses.first?.state == .reconnecting }
    try FileManager.default.moveItem(at: away, to: token.directory)
    try waitUntil { desk.model.statuses.first?.state == .connected }
    try waitUntil { try events(desk).filter { $0.state == .connected }.count >= 2 }
    let kept = try events(desk)
    let states = kept.map(\.state)
    let lost = try #require(kept.first { $0.state == .reconnecting })
    #expect(lost.driver == "test")
    #expect(lost.words?.contains("no longer answers as before") == true)
    #expect(states.firstIndex(of: .connected) ?? .max < states.firstIndex(of: .reconnecting) ?? 0)
    #expect(kept.last { $0.state == .connected }?.generation == 2)

    let next = try Desk(token.label, module: token.modulePath, pin: TestToken.pin, store: desk.folder)
    next.model.start()
    try waitUntil {
      next.reported.contains { event in
        if case .history(let earlier) = event { earlier.contains(lost) } else { false }
      }
    }
  }

  @Test func `a model that only reads keeps nothing`() throws {
    let token = try TestToken()
    let desk = try Desk(token.label, module: token.modulePath, pin: TestToken.pin, isReadOnly: true)
    _ = try store(desk.folder).addType("note")
    desk.model.start()
    try waitUntil { desk.model.statuses.first?.state == .connected }
    _ = desk.model.shutDown(within: 5)
    #expect(try events(desk).isEmpty)
  }
}
