public import Cryptoki

extension DriverProfile {
  /// Every vendor that is known; whatever is not goes by the standard alone.
  public static let all: [DriverProfile] = [
    .nShield, .luna, .cloudHSM, .yubiHSM, .utimaco, .softHSM, .nss, .openCryptoki, .p11Kit,
    .p11KitProxy,
  ]

  /// The row of drivers that nobody recognises.
  public static let standard = DriverProfile("standard", "PKCS#11 by the standard", paths: [], makers: [])

  /// The words that `profile:` takes, `auto` excepted.
  public static var names: [String] { all.map(\.name) + [standard.name] }

  /// The row of a name, as the configuration writes it.
  public init?(named name: String) {
    guard let row = (Self.all + [.standard]).first(where: { $0.name == name }) else { return nil }
    self = row
  }

  /// The row that a library's path tells, before it is loaded.
  public static func recognised(path: String) -> DriverProfile? {
    let path = path.lowercased()
    return all.first { $0.pathParts.contains(where: path.contains) }
  }

  /// The row that a loaded library tells of itself.
  public static func recognised(_ info: ModuleInfo) -> DriverProfile? {
    let words = "\(info.manufacturer) \(info.description)".lowercased()
    return all.first { $0.makerParts.contains(where: words.contains) }
  }
}

extension DriverConfiguration {
  /// The profile as far as it can be told before the library is loaded: the one that is configured, else by the path.
  public var profileByPath: DriverProfile {
    DriverProfile(named: profile) ?? .recognised(path: modulePath) ?? .standard
  }

  /// The profile of the loaded library: the one that is configured, else by the path, else by what it says of itself.
  public func profile(of info: ModuleInfo?) -> DriverProfile {
    DriverProfile(named: profile) ?? .recognised(path: modulePath) ?? info.flatMap(DriverProfile.recognised)
      ?? .standard
  }
}
