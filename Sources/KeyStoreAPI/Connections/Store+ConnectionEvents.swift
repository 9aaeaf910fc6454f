internal import Foundation
internal import GRDB
internal import HSM

extension Store {
  /// So many events are kept, of all drivers together.
  private static let mostEvents = 2_000

  /// Keeps a change of a driver's state. A store that is not there is not made for it.
  public func recordConnectionEvent(_ event: ConnectionEvent) throws(KeyStoreError) {
    try note("keep the history of the connections") { database in
      try database.execute(
        sql: """
          INSERT INTO connection_event (at, driver, state, generation, words, cause) VALUES (?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          Int64(event.at.timeIntervalSince1970 * 1000), event.driver, event.state.rawValue, event.generation,
          event.words, event.cause,
        ])
      try database.execute(
        sql: "DELETE FROM connection_event WHERE sequence <= ?",
        arguments: [database.lastInsertedRowID - Int64(Self.mostEvents)])
    }
  }

  /// The last changes of the drivers' states, oldest first.
  public func listConnectionEvents(last count: Int) throws(KeyStoreError) -> [ConnectionEvent] {
    try read("read the history of the connections") { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM connection_event ORDER BY sequence DESC LIMIT ?", arguments: [count]
      ).reversed().map { row in
        guard let state = ConnectionState(rawValue: try row.text("state")) else { throw row.damaged("state") }
        return ConnectionEvent(
          at: try row.time("at"), driver: try row.text("driver"), state: state,
          generation: try row.count("generation"), words: try row.textIfAny("words"),
          cause: try row.textIfAny("cause"))
      }
    }
  }
}

extension StoreTables {
  /// What became of the connections: a history that old rows leave by themselves.
  static let connectionEvents = """
    CREATE TABLE connection_event (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      at INTEGER NOT NULL,
      driver TEXT NOT NULL,
      state TEXT NOT NULL,
      generation INTEGER NOT NULL CHECK (generation >= 0),
      words TEXT,
      cause TEXT
    ) STRICT;
    """
}
