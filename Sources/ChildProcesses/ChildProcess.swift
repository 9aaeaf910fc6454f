public import Glibc
internal import Foundation

/// A program of its own that is started clean: in a session of its own, with no signal blocked or ignored, and without
/// any file that this process has open but those that it is given.
public struct ChildProcess: Sendable {
  /// What a descriptor of the child is.
  public enum Descriptor: Sendable {
    /// The parent's of the same number.
    case inherited
    /// A copy of a descriptor of the parent's.
    case copy(Int32)
    /// /dev/null, open to read and write.
    case null
  }

  /// Why a program could not be started.
  public struct StartError: Error {
    /// As posix_spawn(3) answers it.
    public let code: Int32

    public var words: String { String(cString: strerror(code)) }
  }

  public let identifier: pid_t

  /// - Parameters:
  ///   - path: the program's file; it is not searched for.
  ///   - words: its arguments, its name first.
  ///   - environment: as `NAME=value`; nil is the parent's.
  ///   - descriptors: the child's from 0 on; all others are closed. A copied one is above their numbers.
  ///
  /// The corresponding C function is `posix_spawn`.
  public init(
    _ path: String, _ words: [String], environment: [String]? = nil, descriptors: [Descriptor]
  ) throws(StartError) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (number, descriptor) in descriptors.enumerated() {
      switch descriptor {
      case .inherited: break
      case .copy(let own): posix_spawn_file_actions_adddup2(&actions, own, Int32(number))
      case .null: posix_spawn_file_actions_addopen(&actions, Int32(number), "/dev/null", O_RDWR, 0)
      }
    }
    for descriptor in Self.openDescriptors where descriptor >= descriptors.count {
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
    let flags = Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF) | Self.newSession
    posix_spawnattr_setflags(&attributes, flags)

    let arguments = CStrings(words)
    let variables = environment.map(CStrings.init)
    var child: pid_t = 0
    let code = posix_spawn(&child, path, &actions, &attributes, arguments.pointers, variables?.pointers ?? environ)
    guard code == 0 else { throw StartError(code: code) }
    identifier = child
  }

  /// Waits for the program's end; answers its status as waitpid(2) does.
  public func wait() -> Int32 {
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
    return status
  }

  /// POSIX_SPAWN_SETSID, which <spawn.h> shows to GNU sources only.
  private static let newSession: Int16 = 0x80

  /// Libraries of HSM makers open files that are not closed on exec.
  private static var openDescriptors: [Int32] {
    // Where /proc is not mounted, only what is marked to be closed on exec is.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    return names.compactMap { Int32($0) }
  }
}

/// Strings as posix_spawn(3) takes them: an array of pointers that ends in NULL.
private final class CStrings {
  let pointers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
  private let count: Int

  init(_ strings: [String]) {
    count = strings.count
    pointers = .allocate(capacity: count + 1)
    for (index, string) in strings.enumerated() { (pointers + index).initialize(to: strdup(string)) }
    (pointers + count).initialize(to: nil)
  }

  deinit {
    for index in 0..<count { free(pointers[index]) }
    pointers.deallocate()
  }
}
