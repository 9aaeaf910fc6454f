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
    let child = spawn(
      ["claviger"] + options + task.arguments(pin: numbers[0], newPIN: numbers.dropFirst().first),
      messages: messages.writing, pins: ends)
    for end in ends + [messages.writing] { close(end) }
    defer { close(messages.reading) }
    guard let child else {
      throw Failure(message: "the process for the task cannot be started: \(String(cString: strerror(errno)))")
    }
    let text = Self.readAll(messages.reading)
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    guard status != 0 else { return }
    throw TokenProcessReport(text).failure(status: status)
  }

  private func spawn(_ words: [String], messages: Int32, pins: [Int32]) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // Standard input stays: by its name the audit log knows at which terminal the person sits. It is never read.
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, messages, STDERR_FILENO)
    for (index, pin) in pins.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, pin, Self.firstPINDescriptor + Int32(index))
    }
    let lastKept = Self.firstPINDescriptor + Int32(pins.count) - 1
    for descriptor in Self.openDescriptors where descriptor > lastKept {
      posix_spawn_file_actions_addclose(&actions, descriptor)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    // A session of its own, 0x80: the terminal's end does not reach into a task that has begun.
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF) | 0x80)

    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var child: pid_t = 0
    let code = posix_spawn(&child, Self.program, &actions, &attributes, &arguments, environ)
    errno = code
    return code == 0 ? child : nil
  }

  /// Libraries of HSM makers open files that are not closed on exec.
  private static var openDescriptors: [Int32] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    return names.compactMap { Int32($0) }
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
