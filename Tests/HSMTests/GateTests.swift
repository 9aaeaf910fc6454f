import Foundation
import Support
import Testing
import TokenSupport

@testable import Cryptoki
@testable import HSM

@Suite struct GateTests {
  private var soon: Date { Date(timeIntervalSinceNow: 0.05) }
  private var late: Date { Date(timeIntervalSinceNow: 20) }

  @Test func `an open gate lets everybody in, a closed one nobody`() {
    let gate = Gate()
    #expect(gate.enter(before: Date()))
    #expect(gate.enter(before: Date()))
    gate.close()
    #expect(!gate.enter(before: soon))
    gate.open()
    #expect(gate.enter(before: Date()))
  }

  @Test func `callers at a closed gate are counted, and all go on when it opens`() throws {
    let gate = Gate()
    gate.close()
    let callers = (0..<4).map { _ in BackgroundWork { gate.enter(before: Date(timeIntervalSinceNow: 20)) } }
    try waitUntil { gate.waitingCallers == 4 }
    gate.open()
    for caller in callers { #expect(try caller.value()) }
    #expect(gate.waitingCallers == 0)
    #expect(!gate.drain(before: soon), "four are inside")
  }

  @Test func `who waits for the gate to be empty waits for the last caller`() throws {
    let gate = Gate()
    _ = gate.enter(before: late)
    _ = gate.enter(before: late)
    gate.close()
    let drained = BackgroundWork { gate.drain(before: Date(timeIntervalSinceNow: 20)) }
    gate.leave()
    #expect(!gate.drain(before: soon))
    #expect(!drained.isDone)
    gate.leave()
    #expect(try drained.value())
    #expect(gate.drain(before: Date()))
  }

  @Test func `a caller who gave up no longer counts`() {
    let gate = Gate()
    gate.close()
    #expect(!gate.enter(before: soon))
    #expect(gate.waitingCallers == 0)
    #expect(gate.drain(before: Date()), "who was not let in is not inside")
  }
}

@Suite struct CallStatisticsTests {
  private let second: UInt64 = 1_000_000_000

  @Test func `without calls there is nothing to tell`() {
    let summary = CallStatistics().summary(at: 100 * second)
    #expect(summary.total == 0)
    #expect(summary.p50 == nil)
    #expect(summary.p99 == nil)
    #expect(summary.perSecond == 0)
  }

  @Test(arguments: [1_000, 50_000, 2_000_000, 900_000_000] as [UInt64])
  func `a percentile is right within a factor of one and a half`(nanoseconds: UInt64) throws {
    let statistics = CallStatistics()
    for _ in 0..<100 { statistics.record(nanoseconds: nanoseconds, at: 100 * second) }
    let told = try #require(statistics.summary(at: 100 * second).p50)
    let ratio = told * 1_000_000 / Double(nanoseconds)
    #expect((0.66...1.5).contains(ratio))
  }

  @Test func `the slowest call in a hundred shows in the 99th percentile and not in the median`() throws {
    let statistics = CallStatistics()
    for _ in 0..<97 { statistics.record(nanoseconds: 10_000, at: 100 * second) }
    for _ in 0..<3 { statistics.record(nanoseconds: 3 * second, at: 100 * second) }
    let summary = statistics.summary(at: 100 * second)
    #expect(try #require(summary.p50) < 0.1)
    #expect(try #require(summary.p99) > 1_000)
  }

  @Test func `a minute later calls are forgotten, but still counted`() {
    let statistics = CallStatistics()
    for _ in 0..<20 { statistics.record(nanoseconds: 1_000, at: 100 * second) }
    #expect(statistics.summary(at: 109 * second).perSecond == 2)
    #expect(statistics.summary(at: 111 * second).perSecond == 0)
    #expect(statistics.summary(at: 159 * second).p50 != nil)
    #expect(statistics.summary(at: 160 * second).p50 == nil)
    #expect(statistics.summary(at: 160 * second).total == 20)
    // The second's place in the ring is taken by another: the old counts must not be added to the new.
    statistics.record(nanoseconds: 1_000, at: 160 * second)
    #expect(statistics.summary(at: 160 * second).perSecond == 0.1)
  }

  @Test func `each of the last thirty whole seconds tells how many calls it had, and how long they took`() {
    let statistics = CallStatistics()
    for _ in 0..<5 { statistics.record(nanoseconds: 1_000_000, at: 100 * second) }
    statistics.record(nanoseconds: 1_000, at: 102 * second)
    let summary = statistics.summary(at: 103 * second)
    #expect(summary.callHistory.suffix(4) == [0, 5, 0, 1])
    #expect(summary.latencyHistory.suffix(4).map { $0 > 0 } == [false, true, false, true])
    #expect((0.66...1.5).contains(summary.latencyHistory[27]), "milliseconds")
    #expect(statistics.summary(at: 131 * second).callHistory.allSatisfy { $0 == 0 } == false)
    #expect(statistics.summary(at: 133 * second).latencyHistory.allSatisfy { $0 == 0 })
  }

  @Test(arguments: [0, UInt64.max])
  func `the shortest and the longest time have their place`(nanoseconds: UInt64) {
    let statistics = CallStatistics()
    statistics.record(nanoseconds: nanoseconds, at: 100 * second)
    #expect(statistics.summary(at: 100 * second).p99 != nil)
  }
}

@Suite struct DeadlineTests {
  private let second: UInt64 = 1_000_000_000
  private func call(_ function: CryptokiFunction, at seconds: UInt64) -> RunningCall {
    RunningCall(function: function, session: 1, since: seconds * second)
  }

  @Test func `a call hangs past the deadline of its kind`() {
    let deadlines = Deadlines()
    #expect(deadlines.hanging(among: [call(.C_Sign, at: 0)], at: 29 * second, pinPad: false) == nil)
    #expect(deadlines.hanging(among: [call(.C_Sign, at: 0)], at: 31 * second, pinPad: false)?.function == "C_Sign")
    #expect(deadlines.hanging(among: [call(.C_GenerateKeyPair, at: 0)], at: 299 * second, pinPad: false) == nil)
    #expect(deadlines.hanging(among: [call(.C_GenerateKeyPair, at: 0)], at: 301 * second, pinPad: false) != nil)
  }

  @Test func `a call that waits behind a longer one inside that one's time is waiting`() {
    let deadlines = Deadlines()
    let calls = [call(.C_GenerateKeyPair, at: 0), call(.C_Sign, at: 1)]
    #expect(deadlines.hanging(among: calls, at: 100 * second, pinPad: false) == nil)
    #expect(deadlines.hanging(among: calls, at: 301 * second, pinPad: false)?.function == "C_GenerateKeyPair")
    // One that was there first waits for nobody.
    let first = [call(.C_Sign, at: 0), call(.C_GenerateKeyPair, at: 1)]
    #expect(deadlines.hanging(among: first, at: 100 * second, pinPad: false)?.function == "C_Sign")
  }

  @Test func `a person at the PIN pad has time`() {
    let deadlines = Deadlines()
    #expect(deadlines.hanging(among: [call(.C_Login, at: 0)], at: 100 * second, pinPad: true) == nil)
    #expect(deadlines.hanging(among: [call(.C_Login, at: 0)], at: 100 * second, pinPad: false) != nil)
    #expect(deadlines.hanging(among: [call(.C_Login, at: 0)], at: 601 * second, pinPad: true) != nil)
  }
}
