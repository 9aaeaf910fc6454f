internal import CCryptoki
public import SecretMemory

extension Session {
  /// Slot, state and flags of this session. The corresponding C function is `C_GetSessionInfo`.
  public func info() throws(CryptokiError) -> SessionInfo {
    var info = CK_SESSION_INFO()
    try call(.C_GetSessionInfo) { $0.pointee.C_GetSessionInfo?(handle, &info) }
    return SessionInfo(info)
  }

  /// Logs this process in to the token, for all its sessions; as CKU_CONTEXT_SPECIFIC, for one use of one key.
  ///
  /// - Parameter pin: 1 to 255 bytes, passed as they are.
  /// - Throws: `CryptokiError`; CKR_USER_ALREADY_LOGGED_IN says that the PIN was not looked at.
  ///
  /// The corresponding C function is `C_Login`.
  public func login(_ user: UserType, pin: borrowing SecretBytes) throws(CryptokiError) {
    try pin.withUnsafeBytes { (bytes) throws(CryptokiError) in
      try call(.C_Login) {
        $0.pointee.C_Login?(handle, user.rawValue, bytes.mutableBytes, UInt(bytes.count))
      }
    }
  }

  /// Logs this process in to the token by a name, as tokens with several users want it.
  ///
  /// - Parameters:
  ///   - name: the user's name, passed as UTF-8.
  ///   - pin: 1 to 255 bytes, passed as they are.
  /// - Throws: `CryptokiError`; CKR_FUNCTION_NOT_SUPPORTED of modules before PKCS#11 3.0.
  ///
  /// The corresponding C function is `C_LoginUser`.
  public func login(_ user: UserType, name: String, pin: borrowing SecretBytes) throws(CryptokiError) {
    try requireOpen(.C_LoginUser)
    var octets = Array(name.utf8)
    let code = pin.withUnsafeBytes { bytes in
      module.answer3(of: .C_LoginUser, session: handle) {
        $0.pointee.C_LoginUser?(
          handle, user.rawValue, bytes.mutableBytes, UInt(bytes.count), &octets, UInt(octets.count))
      }
    }
    guard code == .CKR_OK else { throw CryptokiError(function: .C_LoginUser, code: code) }
  }

  /// Logs this process in by the token's own PIN pad. The corresponding C function is `C_Login`.
  public func loginAtPINPad(_ user: UserType) throws(CryptokiError) {
    try call(.C_Login) { $0.pointee.C_Login?(handle, user.rawValue, nil, 0) }
  }

  /// Logs this process out of the token, all its sessions with it. The corresponding C function is `C_Logout`.
  public func logout() throws(CryptokiError) {
    try call(.C_Logout) { $0.pointee.C_Logout?(handle) }
  }

  /// Sets the user's first PIN, as security officer. The corresponding C function is `C_InitPIN`.
  public func initializePIN(_ pin: borrowing SecretBytes) throws(CryptokiError) {
    try pin.withUnsafeBytes { (bytes) throws(CryptokiError) in
      try call(.C_InitPIN) { $0.pointee.C_InitPIN?(handle, bytes.mutableBytes, UInt(bytes.count)) }
    }
  }

  /// Changes the PIN of who is logged in, else of the user. The corresponding C function is `C_SetPIN`.
  public func setPIN(from old: borrowing SecretBytes, to new: borrowing SecretBytes) throws(CryptokiError) {
    try old.withUnsafeBytes { (old) throws(CryptokiError) in
      try new.withUnsafeBytes { (new) throws(CryptokiError) in
        try call(.C_SetPIN) {
          $0.pointee.C_SetPIN?(handle, old.mutableBytes, UInt(old.count), new.mutableBytes, UInt(new.count))
        }
      }
    }
  }
}
