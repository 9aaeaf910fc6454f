internal import CTerminalEmulator
internal import Foundation

/// A program that was started, until its end has been taken note of.
public final class SpawnedProcess {
  enum Streams {
    /// A new session on this terminal.
    case terminal(String)
    case pipes(input: Int32, output: Int32, error: Int32)
  }

  public let identifier: Int32
  /// Readable once the process has ended.
  let descriptor: Int32
  private var status: ExitStatus?

  init(_ program: URL, _ arguments: [String], _ environment: [String: String], _ streams: Streams) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }

    // Tests run on threads that block signals; a program that inherited that could not be interrupted.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigdefault(&attributes, &all)
    var flags = Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF)

    switch streams {
    case .terminal(let name):
      flags |= 0x80  // POSIX_SPAWN_SETSID: the terminal that is opened next becomes the controlling one.
      posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
      posix_spawn_file_actions_adddup2(&actions, 0, 1)
      posix_spawn_file_actions_adddup2(&actions, 0, 2)
    case .pipes(let input, let output, let error):
      posix_spawn_file_actions_adddup2(&actions, input, 0)
      posix_spawn_file_actions_adddup2(&actions, output, 1)
      posix_spawn_file_actions_adddup2(&actions, error, 2)
    }
    posix_spawnattr_setflags(&attributes, Int16(flags))

    var argumentPointers: [UnsafeMutablePointer<CChar>?] = ([program.path] + arguments).map { strdup($0) } + [nil]
    var environmentPointers: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for pointer in argumentPointers + environmentPointers { free(pointer) } }
    var identifier: pid_t = 0
    let code = posix_spawn(&identifier, program.path, &actions, &attributes, &argumentPointers, &environmentPointers)
    guard code == 0 else { throw SupportError("\(program.path) does not start: \(String(cString: strerror(code)))") }
    self.identifier = identifier
    descriptor = pty_process_descriptor(identifier)
  }

  deinit {
    if pollStatus() == nil {
      Glibc.kill(identifier, SIGKILL)
      var ignored: Int32 = 0
      waitpid(identifier, &ignored, 0)
    }
    close(descriptor)
  }

  public func kill(_ signal: Int32) {
    if pollStatus() == nil { Glibc.kill(identifier, signal) }
  }

  /// How it ended, nil while it runs.
  public func pollStatus() -> ExitStatus? {
    if status != nil { return status }
    var raw: Int32 = 0
    if waitpid(identifier, &raw, WNOHANG) == identifier { status = ExitStatus(waitStatus: raw) }
    return status
  }
}
