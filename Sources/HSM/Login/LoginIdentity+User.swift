internal import Cryptoki

extension LoginIdentity {
  /// The user as a refusal is remembered for.
  public var words: String {
    switch self {
    case .user: UserType.CKU_USER.name
    case .number(let number): UserType(rawValue: number).name
    case .name(let name): "name \(name)"
    }
  }
}

extension DriverConfiguration {
  /// The user type that C_Login is given.
  func userType() throws(HSMError) -> UserType {
    switch login {
    case .user: .CKU_USER
    case .number(let number): UserType(rawValue: number)
    case .name:
      throw HSMError(
        .refused, "driver \(name) is configured to log in by a user's name, which this version cannot do",
        remedy: "set `login: {user: user}` where the driver takes it")
    }
  }
}
