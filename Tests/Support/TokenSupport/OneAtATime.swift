public import Testing

/// Runs tests that load drivers one after another, also across suites and targets.
///
/// Copies of SoftHSM share one libcrypto, and now and then one that starts while another ends does not find its token.
/// A process of Claviger's has one SoftHSM; so has a test at a time.
public struct OneAtATime: SuiteTrait, TestTrait, TestScoping {
  public var isRecursive: Bool { true }

  private actor Turn {
    private var isTaken = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func take() async {
      if isTaken {
        await withCheckedContinuation { waiting.append($0) }
      } else {
        isTaken = true
      }
    }

    func give() {
      if waiting.isEmpty { isTaken = false } else { waiting.removeFirst().resume() }
    }
  }
  private static let turn = Turn()

  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    // A suite only passes the trait on; its tests take the turns.
    guard testCase != nil else { return try await function() }
    await Self.turn.take()
    do {
      try await function()
    } catch {
      await Self.turn.give()
      throw error
    }
    await Self.turn.give()
  }
}

extension Trait where Self == OneAtATime {
  public static var oneDriverAtATime: Self { OneAtATime() }
}
