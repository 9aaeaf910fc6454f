internal import CTerminalEmulator
public import Foundation

/// A terminal without a screen: a pseudo-terminal, and an emulator that reads what is written to it.
///
/// A program is started on it, or the test itself takes ``slaveDescriptor`` and plays the program.
public final class PseudoTerminal {
  public private(set) var width: Int
  public private(set) var height: Int
  /// All that was ever written to the terminal.
  public private(set) var output: [UInt8] = []
  public private(set) var process: SpawnedProcess?
  /// The program's side. It stays open here, so that modes can be looked at after the program's end.
  public let slaveDescriptor: Int32
  private let masterDescriptor: Int32
  /// The path under which another process may open the program's side.
  public let slaveName: String
  let emulator: OpaquePointer

  public init(width: Int = 80, height: Int = 24) throws {
    var name = [CChar](repeating: 0, count: 128)
    var master: Int32 = -1
    var slave: Int32 = -1
    guard pty_open(&master, &slave, &name, name.count) else { throw SupportError("no pseudo-terminal is left") }
    masterDescriptor = master
    slaveDescriptor = slave
    slaveName = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    self.width = width
    self.height = height
    emulator = emulator_new(Int32(height), Int32(width))
    pty_resize(master, Int32(height), Int32(width))
  }

  /// Starts a program on a new terminal, which is its controlling one.
  ///
  /// - Parameter environment: added to ``TestEnvironment``; TERM is `xterm-256color` unless it says otherwise.
  public convenience init(
    running program: URL, _ arguments: [String] = [], environment: [String: String] = [:], width: Int = 80,
    height: Int = 24
  ) throws {
    try self.init(width: width, height: height)
    try start(program, arguments, environment: environment)
  }

  public func start(_ program: URL, _ arguments: [String] = [], environment: [String: String] = [:]) throws {
    let environment = ["TERM": "xterm-256color"].merging(environment) { _, given in given }
    process = try SpawnedProcess(program, arguments, TestEnvironment.with(environment), .terminal(slaveName))
  }

  deinit {
    process = nil
    close(slaveDescriptor)
    close(masterDescriptor)
    emulator_free(emulator)
  }

  /// What the terminal shows now.
  public var screen: TerminalScreen {
    takeOutput()
    return TerminalScreen(emulator, width: width, height: height)
  }

  public var outputText: String { String(decoding: output, as: UTF8.self) }

  /// The line discipline's settings, as `stty -a` tells them.
  public var modes: TerminalModes { TerminalModes(of: slaveDescriptor) }

  public var exitStatus: ExitStatus? { process?.pollStatus() }

  public func kill(_ signal: Int32) { process?.kill(signal) }

  /// Changes the window's size; the kernel tells the program.
  public func resize(width: Int, height: Int) {
    takeOutput()
    self.width = width
    self.height = height
    emulator_resize(emulator, Int32(height), Int32(width))
    pty_resize(masterDescriptor, Int32(height), Int32(width))
  }

  /// Waits until the screen is as expected; throws with the screen that was there instead.
  @discardableResult
  public func waitFor(
    _ what: String = "what was expected", timeout: Duration = .seconds(10), _ isThere: (TerminalScreen) -> Bool
  ) throws -> TerminalScreen {
    let deadline = ContinuousClock.now + timeout * TestEnvironment.patience
    while true {
      let hadEnded = exitStatus
      let screen = screen
      if isThere(screen) {
        let whole = wholeScreen()
        return isThere(whole) ? whole : screen
      }
      if let hadEnded { throw SupportError("\(what) did not appear; the program ended (\(hadEnded)):\n\(screen)") }
      guard ContinuousClock.now < deadline else { throw SupportError("\(what) did not appear:\n\(screen)") }
      waitForOutput()
    }
  }

  /// The screen once nothing more comes for a moment: a frame can arrive in pieces.
  private func wholeScreen() -> TerminalScreen {
    let patience = ContinuousClock.now + .milliseconds(500)
    while waitForOutput(milliseconds: 20), exitStatus == nil, ContinuousClock.now < patience { takeOutput() }
    return screen
  }

  @discardableResult
  public func waitFor(text: String, timeout: Duration = .seconds(10)) throws -> TerminalScreen {
    try waitFor("\"\(text)\"", timeout: timeout) { $0.contains(text) }
  }

  /// Waits until the screen shows a text; answers the moment when what drew it had been read.
  public func timeUntil(shows text: String, timeout: Duration = .seconds(10)) throws -> ContinuousClock.Instant {
    let deadline = ContinuousClock.now + timeout * TestEnvironment.patience
    while true {
      takeOutput()
      let moment = ContinuousClock.now
      if screen.contains(text) { return moment }
      guard moment < deadline, exitStatus == nil else { throw SupportError("\"\(text)\" did not appear:\n\(screen)") }
      waitForOutput()
    }
  }

  /// Waits until the program has ended, and takes the last that it wrote.
  @discardableResult
  public func waitForExit(timeout: Duration = .seconds(10)) throws -> ExitStatus {
    let deadline = ContinuousClock.now + timeout * TestEnvironment.patience
    while true {
      if let exitStatus {
        takeOutput()
        return exitStatus
      }
      takeOutput()
      guard ContinuousClock.now < deadline else { throw SupportError("the program did not end:\n\(screen)") }
      waitForOutput()
    }
  }

  /// Returns whether there is something to read, or the program has ended.
  @discardableResult
  private func waitForOutput(milliseconds: Int32 = 100) -> Bool {
    var requests = [pollfd(fd: masterDescriptor, events: Int16(POLLIN), revents: 0)]
    if let process { requests.append(pollfd(fd: process.descriptor, events: Int16(POLLIN), revents: 0)) }
    return poll(&requests, nfds_t(requests.count), milliseconds) > 0
  }

  private func takeOutput() {
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = read(masterDescriptor, &buffer, buffer.count)
      guard count > 0 else { break }
      output.append(contentsOf: buffer[..<count])
      emulator_write(emulator, buffer, count)
    }
    sendAnswers()
  }

  /// Hands what the emulator says to the program: keys, and answers to the program's questions.
  func sendAnswers() {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = emulator_read(emulator, &buffer, buffer.count)
      guard count > 0 else { return }
      send(Array(buffer[..<count]))
    }
  }

  /// Sends bytes as if the keyboard had made them.
  public func send(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(masterDescriptor, $0.baseAddress, $0.count) }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else {
        guard errno == EAGAIN || errno == EINTR else { return }
        var request = pollfd(fd: masterDescriptor, events: Int16(POLLOUT), revents: 0)
        guard poll(&request, 1, 1000) > 0 else { return }
      }
    }
  }
}
