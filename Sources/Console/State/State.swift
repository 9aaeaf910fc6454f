public import Curses
public import FoundationEssentials
import HSM
import KeyStoreAPI
public import Model

/// Everything that the screen is drawn from. It takes keystrokes and events and answers effects; it knows no thread, no
/// terminal and no clock.
public struct State: Sendable {
  public internal(set) var screen = ScreenID.status
  public internal(set) var drivers: [DriverView]
  public internal(set) var overview: PolicyOverview?
  public internal(set) var overviewFailure: Failure?
  var dialogs: [Dialog] = []
  public internal(set) var notice: Notice?
  public internal(set) var lastFailure: Failure?
  /// Requests whose outcome has not come yet.
  public internal(set) var pending: [Request] = []
  public internal(set) var armedUntil: Date?
  public var size = ScreenSize(width: 80, height: 24)
  public internal(set) var now: Date
  public let keymap: Keymap
  public let isReadOnly: Bool
  /// Time without a keystroke after which drivers are logged out.
  public let idleLogout: Duration
  var lastKeystroke: Date
  var cursors: [ScreenID: ListCursor] = [:]
  var filters: [ScreenID: String] = [:]
  /// Whether keystrokes go into the screen's filter.
  var isFiltering = false
  var keyOrder = KeyOrder.label
  /// The objects that pass the filter, in order; made anew when keys, filter or order change.
  var keyRows: [KeyRow] = []
  var allKeyRows: [KeyRow] = []
  /// The objects that are marked in the list of keys.
  var markedKeys: Set<KeyObject> = []
  /// The key that the cursor stood on when its list was begun anew, until it is listed again.
  var followedKey: KeyObject?
  var calls = CallList()
  var secrets = SecretList()
  var audit = AuditTrail()
  var history: [StatusMoment] = []
  /// Whether a person asked for the check of the defaults that is under way; one that began by itself reports faults only.
  var isVerifying = false
  var awaitedPreview: AwaitedPreview?

  static let armedTime: TimeInterval = 600
  static let historyLength = 100

  public init(
    drivers: [String], keymap: Keymap = .standard, isReadOnly: Bool = false, idleLogout: Duration = .seconds(900),
    now: Date
  ) {
    self.drivers = drivers.map(DriverView.init(name:))
    self.keymap = keymap
    self.isReadOnly = isReadOnly
    self.idleLogout = idleLogout
    self.now = now
    lastKeystroke = now
  }

  public var isArmed: Bool { armedUntil.map { $0 > now } ?? false }

  /// Whether the keys that are typed now are a PIN's, which pass this state by.
  public var isTypingSecret: Bool {
    switch dialogs.last {
    case .pin(let dialog): !dialog.isConfirmingFinalTry
    case .token(let dialog): dialog.field != nil
    case .export(let dialog): dialog.field != nil
    default: false
    }
  }

  /// When time itself changes something next: a countdown, a live gauge, the idle logout; nil where it does not, and the
  /// console sleeps until something happens.
  public func nextTick(after last: Date) -> Date? {
    let soon = last.addingTimeInterval(1)
    if screen == .status || armedUntil != nil || revealPlace != nil || !pending.isEmpty
      || drivers.contains(where: { $0.status?.hangingCall != nil || $0.status?.nextAttemptAt != nil })
    {
      return soon
    }
    guard drivers.contains(where: { $0.status?.isLoggedIn ?? false }) else { return nil }
    return max(soon, lastKeystroke.addingTimeInterval(idleLogout.seconds))
  }

  var cursor: ListCursor {
    get { cursors[screen] ?? ListCursor() }
    set { cursors[screen] = newValue }
  }
  var filter: String { filters[screen] ?? "" }

  /// Rows that the content shows under its heading.
  var visibleRows: Int { max(1, layout.content.height - 1) }

  func driver(named name: String) -> DriverView? { drivers.first { $0.name == name } }

  mutating func update(_ name: String, _ change: (inout DriverView) -> Void) {
    guard let index = drivers.firstIndex(where: { $0.name == name }) else { return }
    change(&drivers[index])
  }

  /// Sends a request and remembers that its outcome is awaited.
  mutating func send(_ request: Request) -> [Effect] {
    guard !pending.contains(request) else { return [] }
    pending.append(request)
    return [.request(request)]
  }

  mutating func open(_ dialog: Dialog) { dialogs.append(dialog) }
}

/// A change of a driver's state, for the list of events on the Status screen.
public struct StatusMoment: Sendable, Hashable {
  public var at: Date
  public var driver: String
  public var words: String
}
