internal import Cryptoki
internal import HSM

extension DriverProfile {
  /// `auto`, or the name of a row.
  static func name(_ value: Value) throws(SettingsError) -> String {
    let name = try value.text()
    guard name == DriverConfiguration.recognisedProfile || DriverProfile(named: name) != nil else {
      throw SettingsError(
        at: value.place, "\(name) is not a driver's profile",
        remedy: "use \(([DriverConfiguration.recognisedProfile] + names).joined(separator: ", "))")
    }
    return name
  }
}

extension ReturnCodeTriage {
  /// `{CKR_X: lost, 0x80000001: suspect}`: codes by name or number, each with its class.
  static func rows(_ value: Value) throws(SettingsError) -> [ReturnCode: ReturnCodeTriage] {
    var rows: [ReturnCode: ReturnCodeTriage] = [:]
    for entry in try value.entries() {
      guard let code = ReturnCode(name: entry.key), code != .CKR_OK else {
        throw SettingsError(
          at: entry.place, "\(entry.key) is not the code of a failure",
          remedy: "write a name such as CKR_DEVICE_ERROR, or a number such as 0x80000001")
      }
      let word = try entry.value.text()
      guard let verdict = ReturnCodeTriage(rawValue: word) else {
        throw SettingsError(
          at: entry.value.place, "\(word) is not a class of return codes",
          remedy: "use \(allCases.map(\.rawValue).joined(separator: ", "))")
      }
      guard rows.updateValue(verdict, forKey: code) == nil else {
        throw SettingsError(at: entry.place, "\(code.name) is given twice")
      }
    }
    return rows
  }
}
