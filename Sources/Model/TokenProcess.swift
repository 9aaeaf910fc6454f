internal import ChildProcesses
internal import Foundation
internal import SecretMemory

/// The process in which a task on a token is done: this program again, with one of its own commands. The console's
/// login, sessions and jobs are no part of it, and it goes on when the console ends.
struct TokenProcess {
  /// This program itself, also where its file was replaced meanwhile.
  static let program = "/proc/self/exe"

  /// What the console was started with: configuration, store, reason.
  let options: [String]

  private static let firstPINDescriptor: Int32 = 3

  /// Does the task and waits for its end.
  func run(
    _ task: TokenTask, pin: consuming SecretBytes, newPIN: consuming SecretBytes?
  ) throws(Failure) {
    let messages = try Pipe.make()
    let present = try Pipe.make(holding: pin)
    var ends = [present.reading]
    if let newPIN { ends.append(try Pipe.make(holding: newPIN).reading) }
    let numbers = ends.indices.map { Self.firstPINDescriptor + Int32($0) }
    let words = ["claviger"] + options + task.arguments(pin: numbers[0], newPIN: numbers.dropFirst().first)
    defer { close(messages.reading) }
    let child: ChildProcess
    do throws(ChildProcess.StartError) {
      defer { for end in ends + [messages.writing] { close(end) } }
      // Standard input stays: by its name the audit log knows at which terminal the person sits. It is never read.
      child = try ChildProcess(
        Self.program, words, descriptors: [.inherited, .null, .copy(messages.writing)] + ends.map { .copy($0) })
    } catch {
      throw Failure(message: "the process for the task cannot be started: \(error.words)")
    }
    let text = Self.readAll(messages.reading)
    let status = child.wait()
    guard status != 0 else { return }
    throw TokenProcessReport(text).failure(status: status)
  }

  private static func readAll(_ descriptor: Int32) -> Data {
    var text = Data()
    var chunk = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return text }
      text.append(contentsOf: chunk[..<count])
    }
  }
}

/// The two ends of a pipe(2), well above the numbers that the child gives to its own.
private struct Pipe {
  let reading: Int32
  let writing: Int32

  static func make() throws(Failure) -> Pipe {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else {
      throw Failure(message: "the process for the task has no pipe: \(String(cString: strerror(errno)))")
    }
    defer { for end in ends { close(end) } }
    return Pipe(reading: fcntl(ends[0], F_DUPFD_CLOEXEC, 20), writing: fcntl(ends[1], F_DUPFD_CLOEXEC, 20))
  }

  /// A pipe with a PIN and its newline in it, whose writing end is closed: 256 bytes always fit.
  static func make(holding pin: borrowing SecretBytes) throws(Failure) -> Pipe {
    let pipe = try make()
    pin.withUnsafeBytes { _ = write(pipe.writing, $0.baseAddress, $0.count) }
    _ = write(pipe.writing, "\n", 1)
    close(pipe.writing)
    return pipe
  }
}
