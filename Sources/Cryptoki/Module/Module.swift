internal import CCryptoki
internal import Glibc
import Synchronization

/// A loaded Cryptoki library. `call` is the only way into it: every C_ function passes there and is recorded.
public final class Module: Sendable {
  /// Sees each call after it returned, on the thread that made it.
  public typealias Observer = @Sendable (CallRecord) -> Void
  /// Sees each call before it is made, on the thread that makes it; what it answers comes back in the call's record.
  public typealias BeginObserver = @Sendable (RunningCall) -> UInt64

  public let path: String
  /// The version of the function list, which may be older than what C_GetInfo says.
  public let functionListVersion: Version

  // All three are written once, in init, and the lists are never changed. The library itself is thread-safe once
  // C_Initialize was told of threads.
  nonisolated(unsafe) private let library: UnsafeMutableRawPointer
  nonisolated(unsafe) private let functions: UnsafeMutablePointer<CK_FUNCTION_LIST>
  nonisolated(unsafe) private let functions3: UnsafeMutablePointer<claviger_function_list_3_0>?
  private let began: BeginObserver?
  private let observer: Observer?
  let ledger = CallLedger()
  let lifecycle = Mutex(Lifecycle())
  /// Raised by each C_Initialize and C_Finalize; a handle of another epoch is never handed to the module.
  let epoch = Atomic<Int>(0)
  let countedSessions = Atomic<Int>(0)
  private let isSerialised = Atomic<Bool>(false)
  private let oneAtATime = Mutex(())

  struct Lifecycle {
    var locking: LockingMode?
    /// Whether C_Initialize answered that somebody else in this process had done it before.
    var belongsToOthers = false
    /// Whether our C_Finalize failed: that it is initialised already is our own doing then.
    var refusedToEnd = false
  }

  /// Loads a library with its symbols kept to itself.
  ///
  /// - Parameters:
  ///   - path: the library's absolute path; a bare name would be sought where anybody may put one.
  ///   - observer: is told of each call after it returned.
  ///   - began: is told of each call before it is made.
  /// - Throws: `ModuleLoadError` when the file is missing or is no module.
  ///
  /// The corresponding C functions are `dlopen`, `C_GetInterface` and `C_GetFunctionList`.
  public init(path: String, observer: Observer? = nil, began: BeginObserver? = nil) throws(ModuleLoadError) {
    guard let library = dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
      let reason = dlerror().map { String(cString: $0) } ?? "unknown reason"
      throw .notLoadable(path: path, reason: reason)
    }
    Self.keepResidents()
    do throws(ModuleLoadError) {
      let list = try FunctionList(of: library, at: path)
      functions = list.standard
      functions3 = list.extended
      functionListVersion = list.version
    } catch {
      dlclose(library)
      throw error
    }
    self.path = path
    self.library = library
    self.began = began
    self.observer = observer
  }

  /// Whether a library is in the process, whoever holds it: loading its path then finds the same one again.
  ///
  /// The corresponding C function is `dlopen` with RTLD_NOLOAD.
  public static func isLoaded(_ path: String) -> Bool {
    guard let library = dlopen(path, RTLD_NOW | RTLD_NOLOAD) else { return false }
    dlclose(library)
    return true
  }

  /// Libraries that modules bring along and that must stay when the module goes: GCC's transactional memory, which
  /// openCryptoki uses, leaves each thread with data of its own, and crashes when it is loaded a second time.
  private static let residents = ["libitm.so.1"]

  private static func keepResidents() {
    // NOLOAD: what no module brought along is not there, and is not fetched.
    for library in residents where dlopen(library, RTLD_NOW | RTLD_NOLOAD | RTLD_NODELETE) != nil {}
  }

  deinit {
    // No session is left, since each holds its module. A library with a call inside may have threads of its own: it
    // stays as it is, mapped.
    guard ledger.count == 0 else { return }
    let (isInitialised, belongsToOthers) = lifecycle.withLock { ($0.locking != nil, $0.belongsToOthers) }
    if isInitialised, !belongsToOthers {
      _ = answer(of: .C_Finalize) { $0.pointee.C_Finalize?(nil) }
    }
    dlclose(library)
  }

  /// Makes one call and records it.
  ///
  /// - Parameters:
  ///   - function: what is called, for the record and the error.
  ///   - session: the session's handle; 0 where there is none.
  ///   - body: makes the call through the list; nil stands for an entry that is NULL.
  /// - Throws: `CryptokiError` for any code but CKR_OK; CKR_FUNCTION_NOT_SUPPORTED for a missing entry.
  func call(
    _ function: CryptokiFunction, session: UInt = 0,
    _ body: (UnsafeMutablePointer<CK_FUNCTION_LIST>) -> CK_RV?
  ) throws(CryptokiError) {
    let code = answer(of: function, session: session, body)
    guard code == .CKR_OK else { throw CryptokiError(function: function, code: code) }
  }

  /// Makes one call, records it and answers its code, for functions whose codes are answers.
  func answer(
    of function: CryptokiFunction, session: UInt = 0,
    _ body: (UnsafeMutablePointer<CK_FUNCTION_LIST>) -> CK_RV?
  ) -> ReturnCode {
    watch(function, session) { body(functions) }
  }

  /// Makes one call of a function that came with PKCS#11 3.0; CKR_FUNCTION_NOT_SUPPORTED, unrecorded, where the module
  /// is older.
  func answer3(
    of function: CryptokiFunction, session: UInt = 0,
    _ body: (UnsafeMutablePointer<claviger_function_list_3_0>) -> CK_RV?
  ) -> ReturnCode {
    guard let functions3 else { return .CKR_FUNCTION_NOT_SUPPORTED }
    return watch(function, session) { body(functions3) }
  }

  private func watch(_ function: CryptokiFunction, _ session: UInt, _ body: () -> CK_RV?) -> ReturnCode {
    guard isSerialised.load(ordering: .relaxed) else { return record(function, session, body) }
    // Who waits for the turn is not inside the module: a call that hangs is the one that keeps the others out.
    return oneAtATime.withLock { _ in record(function, session, body) }
  }

  private func record(_ function: CryptokiFunction, _ session: UInt, _ body: () -> CK_RV?) -> ReturnCode {
    let start = monotonicNanoseconds()
    let call = RunningCall(function: function, session: session, since: start)
    let slot = ledger.enter(call)
    let ticket = began?(call) ?? 0
    let code = body().map { ReturnCode(rawValue: $0) } ?? .CKR_FUNCTION_NOT_SUPPORTED
    ledger.leave(slot)
    observer?(
      CallRecord(
        function: function, session: session, code: code, since: start,
        nanoseconds: monotonicNanoseconds() &- start, ticket: ticket))
    return code
  }

  /// The calls that are inside the module just now.
  public var runningCalls: [RunningCall] { ledger.running }

  /// The sessions that were opened and not closed since C_Initialize, whoever holds them.
  public var openSessionCount: Int { countedSessions.load(ordering: .relaxed) }

  /// How the module locks; nil before C_Initialize and after C_Finalize.
  public var locking: LockingMode? { lifecycle.withLock { $0.locking } }

  /// Makes calls one at a time from now on, until the next C_Initialize, whatever the module agreed to.
  ///
  /// - Precondition: no call is inside the module.
  public func serialise() {
    setSerialised(true)
    lifecycle.withLock { $0.locking = .serialised }
  }

  func setSerialised(_ serialised: Bool) { isSerialised.store(serialised, ordering: .relaxed) }
}
