public import Foundation
import Support

/// An openCryptoki of the test's own, with its daemon and a soft token as they come from the factory.
///
/// openCryptoki keeps everything in fixed places. So the daemon, and each program that uses it, run in mount, process
/// and IPC namespaces of their own, with empty folders in those places; the machine's own is not touched. It ends with
/// the value, and with the process of the tests however that ends.
public final class OpenCryptokiSandbox: @unchecked Sendable {
  public static let factoryLabel = "IBM OS PKCS#11"
  public static let factorySOPIN = "87654321"

  /// Where Debian puts the library.
  public static let modulePath: String = {
    let usual = ["x86_64-linux-gnu", "aarch64-linux-gnu"].map { "/usr/lib/\($0)/opencryptoki/libopencryptoki.so.0" }
    return usual.first(where: FileManager.default.fileExists(atPath:)) ?? usual[0]
  }()

  // One thread makes it, and none changes it.
  private let holder = Process()
  /// Its other end is the first process' standard input, whose end ends the namespaces; each line ends the daemon, or
  /// starts it again.
  private let life = Pipe()
  private let output: Pipe
  private let first: pid_t

  private static let unshare = [
    "/usr/bin/unshare", "--mount", "--pid", "--ipc", "--fork", "--mount-proc", "--kill-child",
  ]

  /// Why no namespaces can be made here; nil where they can.
  public static let obstacle: String? = {
    guard geteuid() == 0 else { return "namespaces are made by root" }
    do {
      let result = try run(
        URL(fileURLWithPath: unshare[0]),
        Array(unshare.dropFirst()) + ["/bin/mount", "-t", "tmpfs", "claviger", "/run"])
      return result.status == .exited(0) ? nil : "no namespaces can be made: \(result.stderr)"
    } catch {
      return "no namespaces can be made: \(error)"
    }
  }()

  /// Whether tests on openCryptoki run. Where they do not, that is noted by their name; continuous integration has no
  /// such excuse, and there they fail.
  public static func canRun(_ test: String) -> Bool {
    guard let obstacle, !NotRun.isForbidden else { return true }
    NotRun.note("\(test): \(obstacle)")
    return false
  }

  private static let script = """
    set -eu
    mount -t tmpfs -o mode=0755 claviger /run
    for folder in /etc /var/lib /var/lock /var/log; do
      mkdir -p "$(readlink -m $folder)/opencryptoki"
      mount -t tmpfs -o mode=0755 claviger $folder/opencryptoki
    done
    mount -t tmpfs -o mode=1777 claviger /dev/shm
    mkdir -p /var/lock/opencryptoki/swtok /var/lib/opencryptoki/swtok/TOK_OBJ
    printf 'version opencryptoki-3.1\\nslot 3\\n{\\nstdll = libpkcs11_sw.so\\n}\\n' >/etc/opencryptoki/opencryptoki.conf
    chgrp -R pkcs11 /var/lock/opencryptoki /var/lib/opencryptoki
    chmod -R 0770 /var/lock/opencryptoki /var/lib/opencryptoki
    while true; do
      pkcsslotd -f </dev/null >/dev/null 2>&1 &
      daemon=$!
      tries=0
      until pkcsconf -s >/dev/null 2>&1; do
        tries=$((tries + 1))
        [ $tries -lt 500 ]
        sleep 0.02
      done
      echo ready
      read -r order || exit 0
      kill -KILL $daemon
      { wait $daemon; } 2>/dev/null || true
      echo killed
      read -r order || exit 0
    done
    """

  public init() throws {
    if let obstacle = Self.obstacle { throw SupportError("openCryptoki: \(obstacle)") }
    output = Pipe()
    holder.executableURL = URL(fileURLWithPath: Self.unshare[0])
    holder.arguments = Self.unshare.dropFirst() + ["/bin/sh", "-c", Self.script]
    holder.environment = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"]
    holder.standardInput = life
    holder.standardOutput = output
    try holder.run()
    guard try Self.answers("ready", output), let first = try children(of: holder.processIdentifier).first else {
      holder.terminate()
      throw SupportError("openCryptoki's daemon does not start; what it needs is on standard error")
    }
    self.first = first
  }

  deinit {
    // The first process of the namespaces reads its end, and takes all others with it. A pipe that is closed already
    // has said so.
    try? life.fileHandleForWriting.close()
    holder.waitUntilExit()
  }

  /// Ends the daemon as a crash would.
  public func killDaemon() throws { try order("killed") }

  /// Starts the daemon again after it was killed.
  public func startDaemon() throws { try order("ready") }

  private func order(_ answer: String) throws {
    try life.fileHandleForWriting.write(contentsOf: Data("\n".utf8))
    guard try Self.answers(answer, output) else { throw SupportError("openCryptoki's daemon is not \(answer)") }
  }

  /// Waits for a line of the script's; false at its end, when something in it failed.
  private static func answers(_ line: String, _ output: Pipe) throws -> Bool {
    let expected = Data((line + "\n").utf8)
    return try output.fileHandleForReading.read(upToCount: expected.count) == expected
  }

  /// What runs a program beside the daemon.
  public func command(_ program: URL, _ arguments: [String] = []) -> (program: URL, arguments: [String]) {
    (
      URL(fileURLWithPath: "/usr/bin/nsenter"),
      ["--target", "\(first)", "--mount", "--pid", "--ipc", "--", program.path] + arguments
    )
  }
}
