internal import Foundation

/// How long the suites run whose names end in `SoakTests`, and those that are longer in a soak.
public enum Soaking {
  /// As `scripts/soak` was told; 0 in an ordinary run.
  public static let rounds = ProcessInfo.processInfo.environment["CLAVIGER_SOAK"].flatMap { Int($0) } ?? 0
}
