internal import Cryptoki

/// What keeps a driver from making, changing and destroying keys.
enum ObstacleToChanges {
  case browsingOnly
  case limitedUser(LimitedUser)

  var words: String {
    switch self {
    case .browsingOnly: "it is configured for browsing only"
    case .limitedUser(let user): "it logs in as \(user.title) (\(user.type.name)), who may use keys only"
    }
  }

  func remedy(for driver: String) -> String {
    switch self {
    case .browsingOnly: "add a use case to `use-cases:` of driver \(driver)"
    case .limitedUser: "name another user at `login:` of driver \(driver)"
    }
  }
}
