internal import HSM

extension LoginIdentity {
  /// `{user: user}`, `{user: NUMBER}` or `{name: NAME}`.
  init(_ value: Value) throws(SettingsError) {
    let section = try Section(value, keys: ["user", "name"])
    switch (section["user"], section["name"]) {
    case (nil, nil):
      throw SettingsError(at: value.place, "names nobody", remedy: "write {user: user}, or {name: NAME}")
    case (let user?, nil): self = try Self.user(user)
    case (nil, let name?): self = .name(try name.text())
    case (let user?, let name?):
      guard try Self.user(user) == .user else {
        throw SettingsError(
          at: user.place, "a user's number and a name cannot be had together",
          remedy: "keep one of them")
      }
      self = .name(try name.text())
    }
  }

  /// CKU_SO is 0, CKU_USER 1, CKU_CONTEXT_SPECIFIC 2; vendors number their own.
  private static func user(_ value: Value) throws(SettingsError) -> LoginIdentity {
    let text = try value.text()
    if text == "user" { return .user }
    let number = text.hasPrefix("0x") ? UInt(text.dropFirst(2), radix: 16) : UInt(text)
    guard let number else {
      throw SettingsError(at: value.place, "\(text) is not a kind of user", remedy: "write user, or a CKU number")
    }
    guard number != 0, number != 2 else {
      throw SettingsError(
        at: value.place, "a connection cannot log in as CKU number \(number)",
        remedy: "write user, or a vendor's number")
    }
    return number == 1 ? .user : .number(number)
  }
}
