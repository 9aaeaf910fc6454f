internal import ChildProcesses
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
      let ended = waitpid(child.identifier, &status, WNOHANG) == child.identifier
      drain(output, into: &line)
      if ended { return try judge(status) }
      guard ContinuousClock.now < end else {
        // The program leads a session of its own, so those that it started go with it.
        kill(-child.identifier, SIGKILL)
        _ = child.wait()
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
  private func start() throws(SettingsError) -> (child: ChildProcess, output: Int32) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw SettingsError("\(name) cannot be run: \(String(cString: strerror(errno)))") }
    defer { close(ends[1]) }
    _ = fcntl(ends[0], F_SETFD, FD_CLOEXEC)
    _ = fcntl(ends[1], F_SETFD, FD_CLOEXEC)
    _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
    do throws(ChildProcess.StartError) {
      let child = try ChildProcess(
        path, words, environment: environment.map { "\($0.key)=\($0.value)" },
        descriptors: [.null, .copy(ends[1]), .null])
      return (child, ends[0])
    } catch {
      close(ends[0])
      throw SettingsError("\(name) cannot be run: \(error.words)")
    }
  }
}
