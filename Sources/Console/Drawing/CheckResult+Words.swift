import Curses
import KeyStoreAPI

extension CheckResult {
  /// What a check came to, as people read it.
  var words: String {
    switch self {
    case .proved: "proved"
    case .renamed: "renamed"
    case .missing: "key missing"
    case .ambiguous: "ambiguous"
    case .wrongKey: "another key"
    case .unable: "refused by token"
    case .unreachable: "token away"
    case .notChecked: "not checked"
    }
  }

  var role: Role {
    switch self {
    case .proved: .good
    case .renamed, .unreachable, .notChecked: .warning
    case .missing, .ambiguous, .wrongKey, .unable: .bad
    }
  }
}
