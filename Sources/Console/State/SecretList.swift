import KeyStoreAPI
import Model

/// The secrets that were read so far, a page at a time.
struct SecretList: Sendable {
  private(set) var filter = SecretFilter()
  private(set) var rows: [Secret] = []
  private(set) var total = 0
  var isRead = false
  var failure: Failure?
  /// How far a re-protection is that is under way.
  var progress: Reprotection.Progress?

  /// Reads what a person types as a filter: `type:`, `policy:` and `key:` narrow by them, the rest is part of a name.
  static func filter(_ text: String) -> SecretFilter {
    var filter = SecretFilter()
    var words: [Substring] = []
    for word in text.split(separator: " ") {
      if word.hasPrefix("type:") {
        filter.type = String(word.dropFirst(5))
      } else if word.hasPrefix("policy:") {
        // A path that is not typed to its end yet narrows nothing.
        filter.policy = try? PolicyPath(parsing: String(word.dropFirst(7)))
      } else if word.hasPrefix("key:") {
        filter.keyLabel = Array(word.dropFirst(4).utf8)
      } else {
        words.append(word)
      }
    }
    if !words.isEmpty { filter.text = words.joined(separator: " ") }
    return filter
  }

  mutating func take(_ page: [Secret], of filter: SecretFilter, after: Secret?, total: Int) {
    if after == nil {
      self.filter = filter
      rows = page
    } else if filter == self.filter, after == rows.last {
      rows += page
    }
    self.total = total
    isRead = true
    failure = nil
  }

  /// The secret behind which the next page begins, where a row near the end is reached.
  func needsMore(at index: Int) -> Secret? {
    rows.count < total && index + SecretTask.page / 4 >= rows.count ? rows.last : nil
  }
}
