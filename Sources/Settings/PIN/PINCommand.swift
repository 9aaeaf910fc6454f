internal import FoundationEssentials
internal import Glibc

/// A program that prints a PIN: run without a shell, terminal or standard input, and killed when it takes too long.
struct PINCommand {
  /// As errors call it.
  let name: String
  let path: String
  let words: [String]
  let environment: [String: String]
  let deadline: Duration

  /// Takes in what the program prints until it ends.
  ///
  /// A process that the program leaves behind may keep the pipe open; its end is not waited for.
  func run(into line: inout PINLine) throws(SettingsError) {
    let (child, output) = try start()
    defer { close(output) }
    let end = ContinuousClock.now + deadline
    while true {
      var status: Int32 = 0
      let ended = waitpid(child, &status, WNOHANG) == child
      drain(output, into: &line)
      if ended { return try judge(status) }
      guard ContinuousClock.now < end else {
        // The program leads a session of its own, so those that it started go with it.
        kill(-child, SIGKILL)
        waitpid(child, &status, 0)
        throw SettingsError("\(name) was killed: it took longer than \(deadline.components.seconds) s")
      }
      var readable = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
      poll(&readable, 1, 20)
      // A program that closed its output and goes on would keep poll(2) from waiting.
      if readable.revents & Int16(POLLIN) == 0 { usleep(5000) }
    }
  }

  private func drain(_ output: Int32, into line: inout PINLine) {
    while line.take(from: output) == .more {}
  }

  private func judge(_ status: Int32) throws(SettingsError) {
    guard status & 0x7f == 0 else { throw SettingsError("\(name) was ended by signal \(status & 0x7f)") }
    let code = (status >> 8) & 0xff
    guard code == 0 else { throw SettingsError("\(name) failed with exit code \(code)", remedy: "run it by hand") }
  }

  /// Answers the process and the end of the pipe that it prints into.
  private func start() throws(SettingsError) -> (child: pid_t, output: Int32) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw failure(errno) }
    defer { close(ends[1]) }
    _ = fcntl(ends[0], F_SETFD, FD_CLOEXEC)
    _ = fcntl(ends[1], F_SETFD, FD_CLOEXEC)
    _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
    let code = spawn(printingTo: ends[1])
    guard code.error == 0 else {
      close(ends[0])
      throw failure(code.error)
    }
    return (code.child, ends[0])
  }

  private func spawn(printingTo output: Int32) -> (child: pid_t, error: Int32) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    for descriptor in Self.openDescriptors { posix_spawn_file_actions_addclose(&actions, descriptor) }

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
    posix_spawnattr_setflags(&attributes, Int16(flags) | Self.newSession)

    let arguments = CStrings(words)
    let variables = CStrings(environment.map { "\($0.key)=\($0.value)" })
    var child: pid_t = 0
    let error = posix_spawn(&child, path, &actions, &attributes, arguments.pointers, variables.pointers)
    return (child, error)
  }

  /// POSIX_SPAWN_SETSID, which <spawn.h> shows to GNU sources only: the program has no terminal to disturb.
  private static let newSession: Int16 = 0x80

  /// Libraries of HSM makers open files that are not closed on exec.
  private static var openDescriptors: [Int32] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    return names.compactMap { Int32($0) }.filter { $0 > STDERR_FILENO }
  }

  private func failure(_ code: Int32) -> SettingsError {
    SettingsError("\(name) cannot be run: \(String(cString: strerror(code)))")
  }
}

/// Strings as posix_spawn(3) takes them: an array of pointers that ends in NULL.
private final class CStrings {
  let pointers: [UnsafeMutablePointer<CChar>?]

  init(_ strings: [String]) { pointers = strings.map { strdup($0) } + [nil] }

  deinit { for pointer in pointers { free(pointer) } }
}
