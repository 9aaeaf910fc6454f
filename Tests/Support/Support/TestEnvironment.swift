internal import Foundation

/// The environment of programs under test: nothing of the tester's own settings, so that a test means the same
/// everywhere.
public enum TestEnvironment {
  /// What a program needs to run at all, and what a coverage or sanitizer run hands down.
  private static let inherited = [
    "PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH", "LLVM_PROFILE_FILE", "ASAN_OPTIONS", "LSAN_OPTIONS",
    "TSAN_OPTIONS",
  ]

  /// Whether the programs under test were built with a sanitizer, as `scripts/test` tells.
  public static var hasSanitizer: Bool {
    ["ASAN_OPTIONS", "TSAN_OPTIONS"].contains { ProcessInfo.processInfo.environment[$0] != nil }
  }

  /// How many times as long things may take as on a quiet machine.
  public static var patience: Int { hasSanitizer ? 4 : 1 }

  /// For programs that load drivers which leak: once a library is unloaded, no suppression can name it any more.
  public static var leavingLeaksAside: [String: String] {
    ["ASAN_OPTIONS": (ProcessInfo.processInfo.environment["ASAN_OPTIONS"] ?? "") + ":detect_leaks=0"]
  }

  public static func with(_ additions: [String: String] = [:]) -> [String: String] {
    var result = ProcessInfo.processInfo.environment.filter { inherited.contains($0.key) }
    result["LC_ALL"] = "C.UTF-8"
    // A crash ends a test at once, instead of waiting for a key in the debugger of Swift's run time.
    result["SWIFT_BACKTRACE"] = "enable=no"
    return result.merging(additions) { _, addition in addition }
  }
}
