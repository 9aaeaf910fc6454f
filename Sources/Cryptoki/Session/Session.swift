internal import CCryptoki
import Synchronization

/// An object's number in a module, valid until the module is finalised or its session's login ends.
public struct ObjectHandle: RawRepresentable, Hashable, Sendable {
  public let rawValue: UInt
  public init(rawValue: UInt) { self.rawValue = rawValue }
}

/// A session with a token. One thread at a time may use it; it is closed when the last reference goes.
public final class Session: Sendable {
  public let module: Module
  public let slot: SlotID
  public let isReadWrite: Bool
  /// The session's number in the module, as records of calls have it.
  public let handle: UInt
  private let epoch: Int
  private let isClosed = Atomic<Bool>(false)
  private let isMarkedUnfit = Atomic<Bool>(false)

  init(module: Module, slot: SlotID, isReadWrite: Bool, handle: UInt, epoch: Int) {
    self.module = module
    self.slot = slot
    self.isReadWrite = isReadWrite
    self.handle = handle
    self.epoch = epoch
  }

  deinit { close() }

  /// Whether the session was closed, or its module finalised since.
  public var isGone: Bool {
    isClosed.load(ordering: .acquiring) || module.epoch.load(ordering: .acquiring) != epoch
  }

  /// Whether an operation that could not be cancelled may still be active: whoever keeps sessions must close this one.
  public var isUnfit: Bool { isMarkedUnfit.load(ordering: .acquiring) }

  func markUnfit() { isMarkedUnfit.store(true, ordering: .releasing) }

  /// Closes the session; a second time does nothing. What the module answers changes nothing: the session is over.
  ///
  /// The corresponding C function is `C_CloseSession`.
  public func close() {
    guard !isClosed.exchange(true, ordering: .acquiringAndReleasing),
      module.epoch.load(ordering: .acquiring) == epoch
    else { return }
    module.countedSessions.subtract(1, ordering: .relaxed)
    _ = module.answer(of: .C_CloseSession, session: handle) { $0.pointee.C_CloseSession?(handle) }
  }

  /// Refuses the use of a session that is gone: its number may mean another one by now.
  func requireOpen(_ function: CryptokiFunction) throws(CryptokiError) {
    if isGone { throw CryptokiError(function: function, code: .CKR_SESSION_HANDLE_INVALID) }
  }

  /// Makes one call in this session.
  func call(
    _ function: CryptokiFunction, _ body: (UnsafeMutablePointer<CK_FUNCTION_LIST>) -> CK_RV?
  ) throws(CryptokiError) {
    try requireOpen(function)
    try module.call(function, session: handle, body)
  }
}

extension Module {
  /// Opens a session with the token in a slot.
  ///
  /// - Parameter readWrite: a session that may make and change token objects.
  ///
  /// The corresponding C function is `C_OpenSession`.
  public func openSession(on slot: SlotID, readWrite: Bool) throws(CryptokiError) -> Session {
    var handle: UInt = 0
    let epoch = epoch.load(ordering: .acquiring)
    let flags = CKF_SERIAL_SESSION | (readWrite ? CKF_RW_SESSION : 0)
    try call(.C_OpenSession) { $0.pointee.C_OpenSession?(slot.rawValue, flags, nil, nil, &handle) }
    countedSessions.add(1, ordering: .relaxed)
    return Session(module: self, slot: slot, isReadWrite: readWrite, handle: handle, epoch: epoch)
  }
}
