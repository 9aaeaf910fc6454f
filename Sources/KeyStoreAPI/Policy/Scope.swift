/// Where a default key is set.
public enum Scope: Sendable, Hashable {
  case global
  case type(String)
  case policy(PolicyPath)
  case policyType(PolicyPath, String)

  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    case global, type, policy, policyType
  }

  /// The scope for a policy, a type, both or neither. At the root of the policies stand the global default and those
  /// of the types, so a root policy is none.
  public init(policy: PolicyPath?, type: String?) {
    switch (policy.flatMap { $0.isRoot ? nil : $0 }, type) {
    case (nil, nil): self = .global
    case (nil, let type?): self = .type(type)
    case (let policy?, nil): self = .policy(policy)
    case (let policy?, let type?): self = .policyType(policy, type)
    }
  }

  public var kind: Kind {
    switch self {
    case .global: .global
    case .type: .type
    case .policy: .policy
    case .policyType: .policyType
    }
  }

  public var type: String? {
    switch self {
    case .type(let type), .policyType(_, let type): type
    case .global, .policy: nil
    }
  }

  public var policy: PolicyPath? {
    switch self {
    case .policy(let policy), .policyType(let policy, _): policy
    case .global, .type: nil
    }
  }

  /// The one spelling of this scope: it identifies the row in the database, and a cryptogram's MAC covers it. No name
  /// has a slash, so no two scopes have the same.
  public var storageKey: String {
    switch canonical {
    case .global: "global"
    case .type(let type): "type/\(type)"
    case .policy(let policy): "policy/\(policy)"
    case .policyType(let policy, let type): "policyType/\(type)/\(policy)"
    }
  }

  /// The same scope, a root policy written as what it means.
  var canonical: Scope { Scope(policy: policy, type: type) }

  /// The scopes that decide about a type in a policy, the one that goes first standing first.
  public static func chain(type: String, policy: PolicyPath) -> [Scope] {
    policy.ancestry.flatMap { [.policyType($0, type), .policy($0)] } + [.type(type), .global]
  }
}

extension Scope: CustomStringConvertible {
  /// In words for people.
  public var description: String {
    switch canonical {
    case .global: "global"
    case .type(let type): "type \(type)"
    case .policy(let policy): "policy \(policy)"
    case .policyType(let policy, let type): "policy \(policy), type \(type)"
    }
  }
}

extension Scope: Codable {
  private enum CodingKeys: String, CodingKey { case kind, type, policy }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let kind = try container.decode(Kind.self, forKey: .kind)
    self.init(
      policy: try container.decodeIfPresent(PolicyPath.self, forKey: .policy),
      type: try container.decodeIfPresent(String.self, forKey: .type))
    guard self.kind == kind else {
      throw DecodingError.dataCorruptedError(
        forKey: .kind, in: container, debugDescription: "kind \(kind.rawValue) does not fit type and policy")
    }
  }

  /// Absent fields are written as null: readers find the same keys in every scope.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(kind, forKey: .kind)
    try container.encode(type, forKey: .type)
    try container.encode(policy, forKey: .policy)
  }
}
