public import SecretMemory
internal import CCryptoki

extension Module {
  /// The most entries that a list may claim: longer answers are lies, and memory is not given for them.
  static let longestList = 65_536

  /// What the module says of itself. The corresponding C function is `C_GetInfo`.
  public func info() throws(CryptokiError) -> ModuleInfo {
    var info = CK_INFO()
    try call(.C_GetInfo) { $0.pointee.C_GetInfo?(&info) }
    return ModuleInfo(info)
  }

  /// The module's slots. Asking for the list may also be what makes the module look for new tokens.
  ///
  /// - Parameter withToken: only slots that hold a token.
  ///
  /// The corresponding C function is `C_GetSlotList`.
  public func slots(withToken: Bool = false) throws(CryptokiError) -> [SlotID] {
    let present = CK_BBOOL(withToken ? 1 : 0)
    return try list(.C_GetSlotList) { functions, buffer, count in
      functions.pointee.C_GetSlotList?(present, buffer, count)
    }.map { SlotID(rawValue: $0) }
  }

  /// Names, versions and flags of a slot. The corresponding C function is `C_GetSlotInfo`.
  public func slotInfo(_ slot: SlotID) throws(CryptokiError) -> SlotInfo {
    var info = CK_SLOT_INFO()
    try call(.C_GetSlotInfo) { $0.pointee.C_GetSlotInfo?(slot.rawValue, &info) }
    return SlotInfo(info)
  }

  /// Names, counters and flags of the token in a slot. The corresponding C function is `C_GetTokenInfo`.
  public func tokenInfo(_ slot: SlotID) throws(CryptokiError) -> TokenInfo {
    var info = CK_TOKEN_INFO()
    try call(.C_GetTokenInfo) { $0.pointee.C_GetTokenInfo?(slot.rawValue, &info) }
    return TokenInfo(info)
  }

  /// The mechanisms that a token lists; what is listed need not work.
  ///
  /// The corresponding C function is `C_GetMechanismList`.
  public func mechanisms(_ slot: SlotID) throws(CryptokiError) -> [MechanismType] {
    try list(.C_GetMechanismList) { functions, buffer, count in
      functions.pointee.C_GetMechanismList?(slot.rawValue, buffer, count)
    }.map { MechanismType(rawValue: $0) }
  }

  /// Key sizes and uses of a mechanism. The corresponding C function is `C_GetMechanismInfo`.
  public func mechanismInfo(_ mechanism: MechanismType, in slot: SlotID) throws(CryptokiError) -> MechanismInfo {
    var info = CK_MECHANISM_INFO()
    try call(.C_GetMechanismInfo) { $0.pointee.C_GetMechanismInfo?(slot.rawValue, mechanism.rawValue, &info) }
    return MechanismInfo(info)
  }

  /// The slot of a token that was put in or taken out since the last question; nil where nothing happened.
  ///
  /// - Throws: `CryptokiError`; CKR_FUNCTION_NOT_SUPPORTED of modules that do not watch their slots.
  ///
  /// The corresponding C function is `C_WaitForSlotEvent`, which is told not to wait.
  public func slotEvent() throws(CryptokiError) -> SlotID? {
    var slot: UInt = 0
    let code = answer(of: .C_WaitForSlotEvent) { functions in
      // The function came with version 2.01: the list of 2.0 ends before it.
      functionListVersion.major == 2 && functionListVersion.minor == 0
        ? nil : functions.pointee.C_WaitForSlotEvent?(CKF_DONT_BLOCK, &slot, nil)
    }
    switch code {
    case .CKR_OK: return SlotID(rawValue: slot)
    case .CKR_NO_EVENT: return nil
    default: throw CryptokiError(function: .C_WaitForSlotEvent, code: code)
    }
  }

  /// Sets a token up, or wipes it and sets it up anew.
  ///
  /// - Parameters:
  ///   - slot: where the token is.
  ///   - soPIN: the security officer's PIN: the present one of an initialised token, else the new one.
  ///   - label: at most 32 bytes of UTF-8; longer is refused with CKR_ARGUMENTS_BAD.
  ///
  /// The corresponding C function is `C_InitToken`.
  public func initializeToken(
    in slot: SlotID, soPIN: borrowing SecretBytes, label: String
  ) throws(CryptokiError) {
    var padded = Array(label.utf8)
    guard padded.count <= 32 else { throw CryptokiError(function: .C_InitToken, code: .CKR_ARGUMENTS_BAD) }
    padded += [UInt8](repeating: UInt8(ascii: " "), count: 32 - padded.count)
    try soPIN.withUnsafeBytes { (pin) throws(CryptokiError) in
      try call(.C_InitToken) {
        $0.pointee.C_InitToken?(slot.rawValue, pin.mutableBytes, UInt(pin.count), &padded)
      }
    }
  }

  /// Reads a list whose length may grow between the question and the answer.
  private func list(
    _ function: CryptokiFunction,
    _ body: (UnsafeMutablePointer<CK_FUNCTION_LIST>, UnsafeMutablePointer<UInt>?, UnsafeMutablePointer<UInt>) -> CK_RV?
  ) throws(CryptokiError) -> [UInt] {
    for _ in 0..<8 {
      var count: UInt = 0
      try call(function) { body($0, nil, &count) }
      if count == 0 { return [] }
      guard count <= Self.longestList else { break }
      let room = count
      // One item more than the module is told of: p11-kit 0.24 reads past the end while it sifts mechanisms.
      var items = [UInt](repeating: 0, count: Int(room) + 1)
      let code = answer(of: function) { body($0, &items, &count) }
      if code == .CKR_BUFFER_TOO_SMALL { continue }
      guard code == .CKR_OK else { throw CryptokiError(function: function, code: code) }
      guard count <= room else { throw CryptokiError(function: function, code: .CKR_GENERAL_ERROR) }
      return Array(items.prefix(Int(count)))
    }
    throw CryptokiError(function: function, code: .CKR_BUFFER_TOO_SMALL)
  }
}

extension UnsafeRawBufferPointer {
  /// The address as Cryptoki's prototypes want it: they take input without const. The module does not write there.
  var mutableBytes: UnsafeMutablePointer<UInt8>? {
    UnsafeMutablePointer(mutating: baseAddress?.assumingMemoryBound(to: UInt8.self))
  }
}
