/// An environment variable that a vendor's library reads once, when it is loaded.
public struct ProfileVariable: Sendable, Hashable {
  public let name: String
  /// The words that make up its value, each with the use cases that need it.
  let words: [Word]
  /// What stands between two words.
  let separator: String
  /// What setting it permits, for the person who reads the audit log.
  public let purpose: String

  struct Word: Sendable, Hashable {
    let text: String
    let neededBy: Set<UseCase>
  }

  /// The value for drivers that are used so; nil where none of its words is needed, so that it stays unset.
  public func value(for useCases: Set<UseCase>) -> String? {
    let needed = words.filter { !$0.neededBy.isDisjoint(with: useCases) }
    return needed.isEmpty ? nil : needed.map(\.text).joined(separator: separator)
  }
}

/// A variable that a profile knows, as this process has it.
public struct DriverVariable: Sendable, Hashable, Codable {
  /// Who set it; the first of these wins.
  public enum Source: String, Sendable, Codable {
    case configuration, process, profile
  }
  public let name: String
  public let value: String
  public let source: Source
  public let purpose: String

  /// As the screen and the audit log show it.
  public var words: String { "\(name)=\(value) (\(source == .process ? "process environment" : source.rawValue))" }
}

extension DriverConfiguration {
  /// The variables that this driver's profile knows and that are or would be set.
  ///
  /// - Parameters:
  ///   - process: the environment that the process was started with.
  ///   - drivers: all that share the process: a profile sets one value for all of its drivers.
  public func variables(process: [String: String], beside drivers: [DriverConfiguration]) -> [DriverVariable] {
    let profile = profileByPath
    let useCases = drivers.filter { $0.profileByPath == profile }.reduce(into: self.useCases) {
      $0.formUnion($1.useCases)
    }
    return profile.variables.compactMap { variable in
      let configured = ([self] + drivers).lazy.compactMap { $0.environment[variable.name] }.first
      let candidates: [(String?, DriverVariable.Source)] = [
        (configured, .configuration), (process[variable.name], .process),
        (variable.value(for: useCases), .profile),
      ]
      guard let (value, source) = candidates.first(where: { $0.0 != nil }), let value else { return nil }
      return DriverVariable(name: variable.name, value: value, source: source, purpose: variable.purpose)
    }
  }
}
