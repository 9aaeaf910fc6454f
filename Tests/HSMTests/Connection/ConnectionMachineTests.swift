import Testing

@testable import HSM

/// The machine is a value: what happened goes in, what is to be done comes out.
@Suite struct ConnectionMachineTests {
  private var policy: ReconnectPolicy {
    var policy = ReconnectPolicy()
    policy.first = .milliseconds(100)
    policy.longest = .milliseconds(400)
    policy.reloadAfter = 2
    return policy
  }
  private func machine(_ reload: ReloadRule = .afterTries) -> ConnectionMachine {
    ConnectionMachine(policy: policy, reload: reload)
  }

  /// Goes through one try that fails at C_Initialize; answers whether the library was unloaded, and the wait after it.
  private func failOnce(_ machine: inout ConnectionMachine) -> (unloads: Bool, wait: Duration?) {
    let stop = machine.take(.emptied(true))
    _ = machine.take(.stopped)
    let orders = machine.take(.started(false))
    guard case .wait(let wait)? = orders.last else { return (false, nil) }
    return (stop == [.stop(unloading: true)], wait)
  }

  @Test func `a loss closes the gate before anything else, and the first try begins at once`() {
    var machine = machine()
    #expect(machine.take(.lost) == [.closeGate, .announce(attempt: 1, wait: nil), .empty])
  }

  @Test func `a module that comes back is stopped, started and taken up, and only then the gate opens`() {
    var machine = machine()
    _ = machine.take(.lost)
    #expect(machine.take(.emptied(true)) == [.stop(unloading: false)])
    #expect(machine.take(.stopped) == [.start])
    #expect(machine.take(.started(true)) == [.takeUp])
    #expect(machine.take(.takenUp(true)) == [.openGate])
    #expect(machine.attempt == 0)
  }

  @Test func `nothing is finalised while a caller is inside`() {
    var machine = machine()
    _ = machine.take(.lost)
    let orders = machine.take(.emptied(false))
    #expect(!orders.contains { if case .stop = $0 { true } else { false } })
    #expect(orders.last == .wait(.milliseconds(100)))
    #expect(machine.take(.woke) == [.announce(attempt: 2, wait: nil), .empty])
  }

  @Test func `C_Initialize answering OK with no token behind it opens nothing`() {
    var machine = machine()
    _ = machine.take(.lost)
    _ = machine.take(.emptied(true))
    _ = machine.take(.stopped)
    _ = machine.take(.started(true))
    let orders = machine.take(.takenUp(false))
    #expect(!orders.contains(.openGate))
    #expect(orders == [.announce(attempt: 1, wait: .milliseconds(100)), .wait(.milliseconds(100))])
  }

  @Test func `waits double from try to try, up to the longest`() {
    var machine = machine()
    _ = machine.take(.lost)
    var waits: [Duration?] = []
    for _ in 0..<5 {
      waits.append(failOnce(&machine).wait)
      _ = machine.take(.woke)
    }
    #expect(waits == [100, 200, 400, 400, 400].map { .milliseconds($0) })
  }

  @Test func `jitter moves a wait by a fifth at most`() {
    for jitter in [0.0, 0.25, 1.0] {
      var backoff = Backoff(policy)
      let wait = backoff.next(jitter: jitter)
      #expect(wait >= .milliseconds(79) && wait <= .milliseconds(121))
    }
  }

  @Test(arguments: [
    (ReloadRule.afterTries, [false, false, true, false, true]), (.early, [false, true, true, true, true]),
    (.never, [false, false, false, false, false]),
  ])
  func `the library is loaded anew after as many tries as its profile says`(rule: ReloadRule, unloads: [Bool]) {
    var machine = machine(rule)
    _ = machine.take(.lost)
    var seen: [Bool] = []
    for _ in unloads {
      seen.append(failOnce(&machine).unloads)
      _ = machine.take(.woke)
    }
    #expect(seen == unloads)
  }

  @Test func `after it was well, the next loss begins with the first try and the shortest wait`() {
    var machine = machine()
    _ = machine.take(.lost)
    _ = failOnce(&machine)
    _ = machine.take(.woke)
    for input in [ConnectionMachine.Input.emptied(true), .stopped, .started(true), .takenUp(true)] {
      _ = machine.take(input)
    }
    #expect(machine.take(.lost).contains(.announce(attempt: 1, wait: nil)))
    #expect(failOnce(&machine).wait == .milliseconds(100))
  }

  @Test func `a second loss while one is being met orders nothing`() {
    var machine = machine()
    _ = machine.take(.lost)
    let before = machine
    #expect(machine.take(.lost) == [])
    #expect(machine == before)
  }

  @Test func `what comes too late orders nothing`() {
    var machine = machine()
    for input in [ConnectionMachine.Input.emptied(true), .stopped, .started(true), .takenUp(true), .woke] {
      #expect(machine.take(input) == [])
    }
    _ = machine.take(.lost)
    #expect(machine.take(.takenUp(true)) == [])
    #expect(machine.take(.woke) == [])
  }

  @Test func `when nobody wants the module any more it is left, at whatever step`() {
    for steps in 0..<5 {
      var machine = machine()
      _ = machine.take(.lost)
      for input in [ConnectionMachine.Input.emptied(true), .stopped, .started(true), .takenUp(false)].prefix(steps) {
        _ = machine.take(input)
      }
      #expect(machine.take(.unwanted) == [.leave])
      #expect(machine.take(.lost).first == .closeGate)
    }
  }
}
