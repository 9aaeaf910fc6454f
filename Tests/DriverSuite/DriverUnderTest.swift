/// A driver with one token of the suite's own, as whoever starts the suite set it up.
struct DriverUnderTest: Codable, Sendable {
  let name: DriverName
  /// The library's absolute path.
  let module: String
  /// Text for pReserved of C_Initialize.
  var initialize: String?
  /// The token's label: that it has, or that it is given when the suite sets it up.
  let token: String
  let pin: String
  let soPIN: String
  /// The security officer's PIN with which the token comes from the factory, for the suite to set it up; nil where it
  /// was set up before.
  var factorySOPIN: String?
  /// RSA pairs of OpenSSL's as PKCS#8, by their bits: making them takes longer than all that is done with them.
  var outsideKeys: [Int: [UInt8]] = [:]
}

/// The drivers that the suite knows, as the table in docs/drivers.md heads its columns.
enum DriverName: String, Codable, CaseIterable, Sendable {
  case softHSM = "SoftHSM"
  case nss = "NSS softokn"
  case openCryptoki = "openCryptoki"
  case remote = "p11-kit remote"
}
