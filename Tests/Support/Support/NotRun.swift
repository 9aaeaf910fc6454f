internal import Foundation

/// Tests that this machine does not allow, for the last lines of `scripts/test`.
public enum NotRun {
  /// Whether every test has to run: continuous integration sets CI.
  public static var isForbidden: Bool { !(ProcessInfo.processInfo.environment["CI"] ?? "").isEmpty }

  /// Adds a line to the file that CLAVIGER_NOT_RUN names.
  public static func note(_ line: String) {
    guard let path = ProcessInfo.processInfo.environment["CLAVIGER_NOT_RUN"] else { return }
    let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    let text = Array((line.replacing("\n", with: " ") + "\n").utf8)
    // Where the note cannot be written, the test's own line still says that it was skipped.
    _ = write(descriptor, text, text.count)
  }
}
