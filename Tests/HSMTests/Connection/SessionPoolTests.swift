import Cryptoki
import Foundation
import Support
import Testing
import TokenSupport

@testable import HSM

@Suite(.oneDriverAtATime) struct SessionPoolTests {
  private var soon: Date { Date(timeIntervalSinceNow: 0.05) }

  @Test func `a pool at its limit lets callers wait, and gives the next place to one of them`() throws {
    let pool = SessionPool()
    pool.setLimit(3)
    #expect(pool.take(readWrite: false, before: soon) != nil)
    #expect(pool.take(readWrite: false, before: soon) != nil)
    #expect(pool.take(readWrite: false, before: soon) == nil, "the third is the anchor's")
    let waiting = BackgroundWork { pool.take(readWrite: false, before: Date(timeIntervalSinceNow: 20)) != nil }
    pool.give(back: nil)
    #expect(try waiting.value())
  }

  @Test func `a token with two sessions serves many callers, one after the other`() throws {
    let token = try TestToken()
    try token.makeKey("kek")
    let connection = token.connection()
    try connection.connect()
    defer { connection.disconnect() }
    connection.pool.setLimit(2)
    let workers = (0..<6).map { _ in
      BackgroundWork<Int> {
        for _ in 0..<20 { _ = try connection.listObjects() }
        return 20
      }
    }
    for worker in workers { #expect(try worker.value() == 20) }
    #expect(connection.status.openSessions <= 2)
  }

  @Test func `every open session is known, and a stranger is noticed after three beats`() throws {
    let token = try TestToken()
    let connection = token.connection()
    try connection.connect()
    defer { connection.disconnect() }
    _ = try connection.listObjects()
    for _ in 0..<4 { connection.beat() }
    #expect(connection.status.strangeSessions == 0)
    let stranger = try connection.withSession(couldNot: "leak a session") { (session) throws(CryptokiError) in
      try session.module.openSession(on: session.slot, readWrite: false)
    }
    for _ in 0..<3 { connection.beat() }
    #expect(connection.status.strangeSessions == 1)
    stranger.close()
    connection.beat()
    #expect(connection.status.strangeSessions == 0)
  }
}
