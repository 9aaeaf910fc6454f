internal import CCryptoki
import Synchronization

extension Module {
  /// Initialises the module for calls from many threads, with the strongest locking that it takes.
  ///
  /// Tried in this order: our mutex functions together with CKF_OS_LOCKING_OK; CKF_OS_LOCKING_OK alone; and where the
  /// module answers CKR_CANT_LOCK to both, no locking, with calls made one at a time.
  ///
  /// - Parameter reserved: text for pReserved, which NSS needs; nil passes NULL.
  /// - Returns: the locking that was agreed on.
  /// - Throws: `CryptokiError` when the module refuses. A module that somebody else initialised is used, and is theirs
  ///   to finalise.
  ///
  /// The corresponding C function is `C_Initialize`.
  @discardableResult
  public func initialize(reserved: String? = nil) throws(CryptokiError) -> LockingMode {
    var code = ReturnCode.CKR_CANT_LOCK
    for mode in [LockingMode.callbacksAndOS, .os, .serialised] {
      code = initialize(mode, reserved: reserved)
      if code == .CKR_OK || code == .CKR_CRYPTOKI_ALREADY_INITIALIZED {
        setSerialised(mode == .serialised)
        lifecycle.withLock {
          $0.locking = mode
          $0.belongsToOthers = code == .CKR_CRYPTOKI_ALREADY_INITIALIZED && !$0.refusedToEnd
          $0.refusedToEnd = false
        }
        epoch.wrappingAdd(1, ordering: .sequentiallyConsistent)
        return mode
      }
      guard code == .CKR_CANT_LOCK else { break }
    }
    throw CryptokiError(function: .C_Initialize, code: code)
  }

  private func initialize(_ mode: LockingMode, reserved: String?) -> ReturnCode {
    var arguments = claviger_initialize_arguments()
    if mode == .callbacksAndOS { claviger_set_mutex_functions(&arguments.standard) }
    if mode != .serialised { arguments.standard.flags = CKF_OS_LOCKING_OK }
    guard let reserved else {
      return answer(of: .C_Initialize) { $0.pointee.C_Initialize?(&arguments) }
    }
    return reserved.withCString { text in
      arguments.standard.pReserved = UnsafeMutableRawPointer(mutating: text)
      return answer(of: .C_Initialize) { $0.pointee.C_Initialize?(&arguments) }
    }
  }

  /// Ends all use of the module by this process.
  ///
  /// - Precondition: no call is inside the module. Drivers crash when they are finalised under a running call, so this
  ///   refuses with CKR_FUNCTION_FAILED where one is.
  /// - Throws: `CryptokiError` when the module refuses. It counts as finalised all the same.
  ///
  /// The corresponding C function is `C_Finalize`.
  public func finalize() throws(CryptokiError) {
    guard ledger.count == 0 else { throw CryptokiError(function: .C_Finalize, code: .CKR_FUNCTION_FAILED) }
    let belongsToOthers = lifecycle.withLock { lifecycle in
      defer { lifecycle = Lifecycle() }
      return lifecycle.belongsToOthers
    }
    epoch.wrappingAdd(1, ordering: .sequentiallyConsistent)
    countedSessions.store(0, ordering: .relaxed)
    if belongsToOthers { return }
    do throws(CryptokiError) {
      try call(.C_Finalize) { $0.pointee.C_Finalize?(nil) }
    } catch {
      lifecycle.withLock { $0.refusedToEnd = true }
      throw error
    }
  }
}
