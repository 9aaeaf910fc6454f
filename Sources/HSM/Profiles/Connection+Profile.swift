internal import Cryptoki
internal import Foundation
import Synchronization

extension Connection {
  /// What is known of this driver beyond the standard; told by the library itself once it is loaded.
  public var profile: DriverProfile {
    if let known = knownProfile.withLock({ $0 }) { return known }
    let info = host.info
    let profile = driver.profile(of: info)
    // Before the library has said who it is, another answer may still come.
    if info != nil { knownProfile.withLock { $0 = profile } }
    return profile
  }

  /// How this driver's return codes are sorted.
  public var triage: TriageTable { TriageTable(profile: profile, configured: driver.triage) }

  /// A token's refusal, in the driver's own words where its profile has them.
  func error(couldNot what: String, _ failure: CryptokiError) -> HSMError {
    HSMError(couldNot: what, failure, profile: profile)
  }

  /// Variables of the profile that are set in this process, as `NAME=value`.
  var variablesInEffect: [String] {
    let environment = ProcessInfo.processInfo.environment
    return profile.variables.compactMap { variable in
      environment[variable.name].map { "\(variable.name)=\($0)" }
    }
  }
}
