import Curses
import Foundation
import Support
import Testing

/// A process that dies must not leave its terminal behind in disorder. Each test is a process of its own.
@Suite(.serialized)
struct SignalGuardTests {
  enum Death: String, Codable, CaseIterable, Sendable {
    case fatalError, segmentationFault, abort, stackOverflow

    var signals: [Int32] {
      switch self {
      case .fatalError: [SIGILL, SIGTRAP]
      case .segmentationFault, .stackOverflow: [SIGSEGV]
      case .abort: [SIGABRT]
      }
    }
  }

  @Test(arguments: Death.allCases)
  func `after a crash the terminal is as it was`(death: Death) async throws {
    let pseudo = try PseudoTerminal(width: 40, height: 6)
    let before = pseudo.modes
    let result = await #expect(processExitsWith: .failure) { [path = pseudo.slaveName as String, death] in
      let descriptor = open(path, O_RDWR | O_NOCTTY)
      _ = SignalGuard()
      let terminal = try Terminal(
        theme: .dark, environment: ["TERM": "xterm-256color"], input: descriptor, output: descriptor)
      terminal.draw(Frame(width: 40, height: 6))
      die(death)
    }
    let exit = try #require(result?.exitStatus)
    #expect(death.signals.contains { exit == .signal($0) }, "\(exit)")
    let after = pseudo.screen
    #expect(pseudo.outputText.contains("\u{1B}[?1049h"))
    #expect(!after.isAlternate)
    #expect(after.cursorIsVisible)
    #expect(pseudo.outputText.contains("\u{1B}[?2004l"))
    #expect(pseudo.modes == before)
  }

  @Test func `signals that ask for something can be waited for`() async {
    await #expect(processExitsWith: .success) {
      let signals = SignalGuard()
      for signal in [SIGWINCH, SIGTERM, SIGCONT, SIGHUP] {
        kill(getpid(), signal)
        precondition(waitForInput(descriptors: [signals.descriptor], timeoutMilliseconds: 5000) == [signals.descriptor])
        precondition(signals.drain().map(\.rawValue) == [signal])
      }
      precondition(signals.drain() == [])
      precondition(SignalGuard.Signal.terminate.isRequestToEnd && !SignalGuard.Signal.resized.isRequestToEnd)
    }
  }
}

private func die(_ death: SignalGuardTests.Death) {
  switch death {
  case .fatalError: fatalError("on purpose")
  case .segmentationFault: UnsafeMutablePointer<Int>(bitPattern: 8)?.pointee = 1
  case .abort: abort()
  case .stackOverflow: print(depth(1))
  }
}

private func depth(_ number: Int) -> Int { number == 0 ? 0 : depth(number + 1) + depth(number + 2) }
