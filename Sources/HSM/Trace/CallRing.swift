/// The layout of a ring of calls, the same in memory and in a file: a header, then slots of one cache line each, so that
/// two threads never write to one line.
///
/// The header's words are: a mark, the process's id, the number of the last call. Then follow the command, the names of
/// drivers and the names of functions, each in a field of fixed length that ends at its first zero: a process of another
/// version is understood as long as it names its functions.
enum CallRing {
  static let mark: UInt64 = 0x3147_4e49_524c_4c43  // "CLLRING1"
  static let slots = 10_000
  /// As many as fill a file's second page with its header.
  static let firstSlots = 32
  static let slotBytes = 64
  static let headerBytes = 6144
  static let largestFile = headerBytes + slots * slotBytes

  enum Word {
    static let mark = 0
    static let process = 1
    static let last = 2
    /// Nanoseconds since 1970 at which a later process found the owner gone; 0 before.
    static let foundGone = 3
  }
  static let command = Field(offset: 64, bytes: 448)
  static let drivers = (0..<32).map { Field(offset: 512 + $0 * 64, bytes: 64) }
  static let functions = (0..<149).map { Field(offset: 2560 + $0 * 24, bytes: 24) }

  /// A text in the header.
  struct Field {
    var offset: Int
    var bytes: Int
  }

  /// Where a call's slot lies among as many as there are.
  static func index(of number: UInt64, among slots: Int) -> Int { Int((number &- 1) % UInt64(max(1, slots))) }
}

/// One call in a ring. A slot may be read while it is written: the check tells a whole one.
struct CallSlot: Equatable {
  static let words = 7

  var number: UInt64
  /// When the call was entered, in nanoseconds since 1970.
  var at: UInt64
  var nanoseconds: UInt64
  var session: UInt64
  var code: UInt64
  var function: UInt16
  var driver: UInt16
  var isRunning: Bool

  /// Takes what `word` answers for each word; nil where it does not belong together.
  init?(word: (Int) -> UInt64) {
    number = word(0)
    at = word(1)
    nanoseconds = word(2)
    session = word(3)
    code = word(4)
    let kind = word(5)
    function = UInt16(truncatingIfNeeded: kind)
    driver = UInt16(truncatingIfNeeded: kind >> 16)
    isRunning = kind >> 32 == 1
    guard number > 0, kind >> 33 == 0, word(6) == check else { return nil }
  }

  init(
    number: UInt64, at: UInt64, nanoseconds: UInt64, session: UInt64, code: UInt64, function: UInt16, driver: UInt16,
    isRunning: Bool
  ) {
    self.number = number
    self.at = at
    self.nanoseconds = nanoseconds
    self.session = session
    self.code = code
    self.function = function
    self.driver = driver
    self.isRunning = isRunning
  }

  func write(_ store: (Int, UInt64) -> Void) {
    store(0, number)
    store(1, at)
    store(2, nanoseconds)
    store(3, session)
    store(4, code)
    store(5, kind)
    store(6, check)
  }

  private var kind: UInt64 { UInt64(function) | UInt64(driver) << 16 | (isRunning ? 1 << 32 : 0) }

  private var check: UInt64 {
    func mixed(_ check: UInt64, _ word: UInt64) -> UInt64 {
      let product = (check ^ word) &* 0x9e37_79b9_7f4a_7c15
      return product ^ product >> 29
    }
    var check = mixed(CallRing.mark, number)
    check = mixed(check, at)
    check = mixed(check, nanoseconds)
    check = mixed(check, session)
    check = mixed(check, code)
    return mixed(check, kind)
  }
}
