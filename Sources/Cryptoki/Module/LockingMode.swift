/// How a module was told that many threads call it.
public enum LockingMode: String, Sendable, Codable, Hashable {
  /// Our four mutex functions and CKF_OS_LOCKING_OK: the module takes what it likes.
  case callbacksAndOS = "callbacks+os"
  /// CKF_OS_LOCKING_OK alone.
  case os
  /// The module cannot lock, or is not to be trusted with many callers: its calls are made one at a time.
  case serialised
}
