public import Foundation

/// The programs that were built together with the tests.
public enum BuiltProduct {
  /// The executable of a name, beside the one that runs the tests.
  public static func url(named name: String) -> URL {
    URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
      .appendingPathComponent(name)
  }
}
