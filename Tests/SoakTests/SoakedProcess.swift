@testable import DriverSoak
import Foundation
import HSM
import Support
import Synchronization
import Testing
import TokenSupport

/// The program whose threads work on a driver, and what it reported last.
final class SoakedProcess: @unchecked Sendable {
  // One thread makes, orders and ends it; the reports are read on another, and kept under a lock.
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private let errors: TemporaryDirectory
  private let reports = Mutex<(last: SoakReport?, rest: Data)>((nil, Data()))

  init(
    _ driver: SoakedDriver, _ environment: [String: String] = [:], in sandbox: OpenCryptokiSandbox? = nil
  ) throws {
    signal(SIGPIPE, SIG_IGN)
    let program = BuiltProduct.url(named: "DriverSoak")
    let command = sandbox?.command(program) ?? (program: program, arguments: [])
    process.executableURL = command.program
    process.arguments = command.arguments
    process.environment = TestEnvironment.with(
      environment.merging(TestEnvironment.leavingLeaksAside) { first, _ in first })
    process.standardInput = input
    process.standardOutput = output
    errors = try TemporaryDirectory()
    process.standardError = try FileHandle(forWritingTo: try errors.write("", to: "errors"))
    output.fileHandleForReading.readabilityHandler = { @Sendable [weak self] handle in self?.take(handle.availableData)
    }
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: JSONEncoder().encode(driver) + Data("\n".utf8))
    try wait("answers") { $0.answers > 0 }
  }

  deinit {
    output.fileHandleForReading.readabilityHandler = nil
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
  }

  private func take(_ data: Data) {
    reports.withLock { reports in
      reports.rest += data
      while let end = reports.rest.firstIndex(of: UInt8(ascii: "\n")) {
        // What is no report is a library's own output.
        if let report = try? JSONDecoder().decode(SoakReport.self, from: reports.rest[..<end]) { reports.last = report }
        reports.rest = Data(reports.rest[(end + 1)...])
      }
    }
  }

  var report: SoakReport? { reports.withLock { $0.last } }

  /// Waits for a report that is as it should be.
  func wait(_ what: String, _ seconds: Double = 60, _ condition: (SoakReport) -> Bool) throws {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while true {
      if let report, condition(report) { return }
      guard process.isRunning else {
        let words = (try? String(contentsOf: errors.url("errors"), encoding: .utf8)) ?? ""
        throw SupportError("the soaked program ended with \(process.terminationStatus): \(words.suffix(4000))")
      }
      guard ContinuousClock.now < deadline else {
        throw SupportError("no \(what) in \(seconds) s: \(String(describing: report))")
      }
      usleep(5000)
    }
  }

  /// Waits until the driver is connected and its threads have answers beyond those of now.
  func waitUntilWell(after before: SoakReport?, newGeneration: Bool = true) throws {
    let generation = before?.generation ?? 0
    try wait("connection") { $0.state == .connected && (!newGeneration || $0.generation > generation) }
    let answers = report?.answers ?? 0
    try wait("answers") { $0.answers > answers }
  }

  func order(_ order: SoakOrder) throws {
    try input.fileHandleForWriting.write(contentsOf: Data((order.rawValue + "\n").utf8))
  }

  /// Ends the threads, and holds what remained against what may be.
  func finish(threads: Int) throws {
    try order(.end)
    try wait("end", 120) { $0.end != nil }
    let report = try #require(report)
    let end = try #require(report.end)
    #expect(report.faults.isEmpty)
    #expect(end.hungThreads == 0, "each call ends")
    #expect(end.idleThreads == 0, "each thread had an answer")
    #expect(report.logins <= report.attempts, "a PIN is tried once a connection")
    #expect(end.sessions <= threads + 1)
    #expect(end.strangeSessions == 0)
    #expect(end.sessionsAfterwards == 0)
    print(
      "\(report.answers) answers, \(report.errors) errors, \(report.attempts) tries, \(report.logins) logins,",
      "generation \(report.generation)")
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }
}
