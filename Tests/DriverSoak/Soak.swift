import Cryptoki
import Dispatch
import Foundation
import HSM
import Synchronization

/// The threads at work, and what came of it.
final class Soak: Sendable {
  private let driver: SoakedDriver
  private let connection: Connection
  private let tally: Tally
  private let workers = Mutex<[Worker]>([])
  private let reporting = DispatchQueue(label: "reports")

  /// Answers and errors of all threads, logins and tries.
  final class Tally: Sendable {
    let answers = Atomic<Int>(0)
    let errors = Atomic<Int>(0)
    let logins = Atomic<Int>(0)
    let attempts = Atomic<Int>(0)
    let ends = Atomic<Bool>(false)
    let faults = Mutex<[String]>([])

    func fault(_ words: String) { faults.withLock { if $0.count < 20 { $0.append(words) } } }
  }

  private final class Worker: Sendable {
    let answers = Atomic<Int>(0)
    let ended = DispatchSemaphore(value: 0)
  }

  init(_ driver: SoakedDriver) {
    self.driver = driver
    let tally = Tally()
    self.tally = tally
    connection = Connection(
      driver: driver.configuration, modules: LoadedModules(),
      pinProvider: { (_) throws(HSMError) in
        tally.logins.add(1, ordering: .relaxed)
        return secret(driver.pin)
      },
      onChange: { status in
        if status.state == .reconnecting, status.nextAttemptAt == nil { tally.attempts.add(1, ordering: .relaxed) }
      })
  }

  /// Makes the token and its keys ready, connects, and sets the threads to work.
  func start() throws {
    try driver.setUpFromFactory()
    tally.attempts.add(1, ordering: .relaxed)
    try connection.connect()
    let work = try SoakWork(driver.work, on: connection)
    workers.withLock { workers in workers = (0..<driver.threads).map { _ in start(work) } }
    every(0.1) { [self] in connection.beat() }
    every(0.05) { [self] in report() }
  }

  private func start(_ work: SoakWork) -> Worker {
    let worker = Worker()
    let thread = Thread { @Sendable [tally] in
      while !tally.ends.load(ordering: .relaxed) {
        do throws(HSMError) {
          if try work.once() {
            tally.answers.add(1, ordering: .relaxed)
            worker.answers.add(1, ordering: .relaxed)
          } else {
            tally.fault("a wrong answer")
          }
        } catch {
          tally.errors.add(1, ordering: .relaxed)
          if error.message.isEmpty || error.remedy.isEmpty { tally.fault("an error without words: \(error)") }
          // Whoever is refused at once comes back as a person's program would, not at full speed.
          usleep(1000)
        }
      }
      worker.ended.signal()
    }
    thread.start()
    return worker
  }

  private func every(_ seconds: Double, _ body: @escaping @Sendable () -> Void) {
    let queue = seconds == 0.05 ? reporting : DispatchQueue(label: "beats")
    queue.asyncAfter(deadline: .now() + seconds) { @Sendable [self] in
      if tally.ends.load(ordering: .relaxed) { return }
      body()
      every(seconds, body)
    }
  }

  func reconnect() {
    connection.disconnect()
    tally.attempts.add(1, ordering: .relaxed)
    do throws(HSMError) {
      try connection.connect()
    } catch {
      connection.keepTrying(after: error)
    }
  }

  /// Ends the threads and the connection, and says what remained.
  func end() {
    tally.ends.store(true, ordering: .relaxed)
    let workers = workers.withLock { $0 }
    let deadline = DispatchTime.now() + 60
    let hung = workers.count { $0.ended.wait(timeout: deadline) == .timedOut }
    for _ in 0..<3 { connection.beat() }
    let status = connection.status
    connection.disconnect()
    reporting.sync {
      report(
        SoakReport.Remains(
          idleThreads: workers.count { $0.answers.load(ordering: .relaxed) == 0 }, hungThreads: hung,
          sessions: status.openSessions, sessionsAfterwards: connection.status.openSessions,
          strangeSessions: status.strangeSessions))
    }
  }

  private func report(_ end: SoakReport.Remains? = nil) {
    let status = connection.status
    let report = SoakReport(
      state: status.state, generation: status.generation, answers: tally.answers.load(ordering: .relaxed),
      errors: tally.errors.load(ordering: .relaxed), faults: tally.faults.withLock { $0 },
      cause: status.cause?.words, hanging: status.hangingCall?.function,
      logins: tally.logins.load(ordering: .relaxed), attempts: tally.attempts.load(ordering: .relaxed), end: end)
    // Nobody reads any more where this cannot be written.
    guard let line = try? JSONEncoder().encode(report) else { return }
    try? FileHandle.standardOutput.write(contentsOf: line + Data("\n".utf8))
  }
}
