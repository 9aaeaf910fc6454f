internal import Cryptoki
internal import SecretMemory

extension LoginIdentity {
  /// The user as a refusal is remembered for.
  public var words: String {
    switch self {
    case .user: UserType.CKU_USER.name
    case .number(let number): UserType(rawValue: number).name
    case .name(let name): "name \(name)"
    }
  }

  /// The user type that C_Login is given; who logs in by a name is a user.
  var userType: UserType {
    switch self {
    case .user, .name: .CKU_USER
    case .number(let number): UserType(rawValue: number)
    }
  }
}

extension Session {
  /// Logs in as whom the configuration names. A name goes to C_LoginUser, or into the PIN where the driver wants it there.
  func login(
    as identity: LoginIdentity, _ form: LoginForm, pin: borrowing SecretBytes
  ) throws(CryptokiError) {
    switch (identity, form) {
    case (.name(let name), .nameInPIN(let separator)):
      try login(.CKU_USER, pin: pin.preceded(by: name + separator))
    case (.name(let name), .pinAlone): try login(.CKU_USER, name: name, pin: pin)
    case (.user, _), (.number, _): try login(identity.userType, pin: pin)
    }
  }
}

extension SecretBytes {
  /// A text and these bytes behind it.
  fileprivate borrowing func preceded(by text: String) -> SecretBytes {
    withUnsafeBytes { bytes in
      let prefix = Array(text.utf8)
      var whole = SecretBytes(capacity: prefix.count + bytes.count)
      // It was made for as many bytes.
      for byte in prefix { _ = whole.append(byte) }
      for byte in bytes { _ = whole.append(byte) }
      return whole
    }
  }
}
