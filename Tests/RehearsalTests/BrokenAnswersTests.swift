import Cryptoki
import Support
import Testing
import TokenSupport

/// A hundred thousand answers that are broken at random, in processes of their own: each ends without a crash.
struct BrokenAnswersTests {
  private static let answersInAll = 100_000

  @Test(arguments: [1, 2, 3, 4])
  func `no broken answer crashes`(seed: Int) async {
    await #expect(processExitsWith: .success) { [seed] in
      try perform(until: 25_000, seed: UInt64(seed))
    }
  }
}

/// Does things at random, with a module whose every second answer is broken, until so many were.
private func perform(until broken: Int, seed: UInt64) throws {
  var random = SeededGenerator(seed: seed)
  let stage = try Stage()
  while try stage.rehearsal.counts.broken < broken {
    // Under a login and with a session that are well, so that calls come far.
    try stage.rehearsal.order()
    try stage.takeNewSession()
    if try stage.session.info().state != .CKS_RW_USER_FUNCTIONS {
      try stage.session.login(.CKU_USER, pin: TestToken.secret(TestToken.pin))
    }
    try stage.rehearsal.order("corrupt \(random.next()) one-in \(1 + random.next() % 3)")
    for _ in 0..<500 {
      let deed = Stage.deeds[Int(random.next() % UInt64(Stage.deeds.count))]
      do {
        try deed.body(stage)
      } catch is CryptokiError {
        // As it should be: which error is not what this is about.
      }
      if stage.session.isUnfit || stage.session.isGone { break }
    }
  }
}

/// SplitMix64: the same numbers from the same seed.
private struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var number = state
    number = (number ^ (number >> 30)) &* 0xBF58_476D_1CE4_E5B9
    number = (number ^ (number >> 27)) &* 0x94D0_49BB_1331_11EB
    return number ^ (number >> 31)
  }
}
