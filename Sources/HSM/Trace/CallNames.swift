internal import Cryptoki
internal import Foundation

/// What came into a trace since somebody looked.
public struct CallNews: Sendable, Hashable {
  /// Calls that returned, or never will, by number.
  public var ended: [TracedCall] = []
  /// Calls that are inside a module; each comes again, until it ended.
  public var running: [TracedCall] = []
  /// Calls that were overwritten before they were read.
  public var lost = 0
}

/// What the numbers in a ring's slots stand for.
struct CallNames {
  var process: CallingProcess
  var drivers: [String]
  /// A name that this version does not know stands as nil; its calls are left out.
  var functions: [CryptokiFunction?]
  /// Whether the process still lives: else no call of it is running.
  var isAlive = true

  func news(_ slots: CallCursor.News, now: UInt64) -> CallNews {
    let running = slots.running.compactMap { call($0, now: now) }
    return CallNews(
      ended: slots.ended.compactMap { call($0, now: now) } + (isAlive ? [] : running),
      running: isAlive ? running : [], lost: slots.lost)
  }

  private func call(_ slot: CallSlot, now: UInt64) -> TracedCall? {
    guard functions.indices.contains(Int(slot.function)), let function = functions[Int(slot.function)] else {
      return nil
    }
    let driver = Int(slot.driver)
    return TracedCall(
      number: slot.number, at: Date(timeIntervalSince1970: Double(slot.at) / 1e9), process: process,
      driver: drivers.indices.contains(driver) ? drivers[driver] : "", session: UInt(slot.session), function: function,
      code: slot.isRunning ? nil : ReturnCode(rawValue: UInt(slot.code)),
      nanoseconds: slot.isRunning ? (isAlive ? now - min(now, slot.at) : nil) : slot.nanoseconds)
  }
}
