internal import Cryptoki

extension Session {
  /// Destroys a session object; a session in which that fails is closed, and its objects end with it.
  func destroyOrClose(_ object: ObjectHandle) {
    do { try destroyObject(object) } catch { close() }
  }
}
