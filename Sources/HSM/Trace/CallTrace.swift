internal import Cryptoki
internal import Foundation
import Synchronization

/// This process's last 10,000 calls, in a ring that other processes may read while it is written.
///
/// Entering and leaving a call costs an atomic addition and a few stores. The ring lies in a file where there is a folder
/// for it, else in memory only: want of a trace stops nobody.
public final class CallTrace: Sendable {
  private let memory: CallRingMemory
  private let file: CallTraceFile?
  /// Slots that there is room for; a file grows as calls come, so that a command of few calls leaves a small one.
  private let available: Atomic<Int>
  /// Slots that the ring will have; fewer than meant once the disk is full.
  private let limit = Atomic<Int>(CallRing.slots)
  private let growing = Mutex(())
  private let drivers = Mutex<[String]>([])
  private let process: CallingProcess
  private let clock = WallClock()

  /// - Parameters:
  ///   - folder: `…/claviger/calls`; nil keeps the trace in memory, for this process alone.
  ///   - command: the command that this process was started with.
  public init(folder: String? = nil, command: String = "claviger") {
    process = CallingProcess(id: getpid(), command: command)
    let file = folder.flatMap { CallTraceFolder(making: $0)?.makeFile() }
    self.file = file
    memory = CallRingMemory(descriptor: file?.descriptor)
    available = Atomic(file == nil ? CallRing.slots : CallRing.firstSlots)
    memory.write(command, to: CallRing.command)
    for (field, function) in zip(CallRing.functions, CryptokiFunction.allCases) {
      memory.write(function.rawValue, to: field)
    }
    memory.header(CallRing.Word.process).pointee.store(UInt64(process.id), ordering: .relaxed)
    memory.header(CallRing.Word.mark).pointee.store(CallRing.mark, ordering: .releasing)
    file?.show()
  }

  deinit { memory.unmap() }

  /// The number under which a driver's calls are kept.
  func number(ofDriver name: String) -> UInt16 {
    drivers.withLock { drivers in
      if let index = drivers.firstIndex(of: name) { return UInt16(index) }
      guard drivers.count < CallRing.drivers.count else { return UInt16.max }
      memory.write(name, to: CallRing.drivers[drivers.count])
      drivers.append(name)
      return UInt16(drivers.count - 1)
    }
  }

  /// Keeps a call that enters the module; answers its number.
  func began(_ call: RunningCall, driver: UInt16) -> UInt64 {
    let number = nextNumber()
    keep(
      CallSlot(
        number: number, at: clock.time(at: call.since), nanoseconds: 0, session: UInt64(call.session), code: 0,
        function: UInt16(call.function.number), driver: driver, isRunning: true))
    return number
  }

  /// Keeps what came back of a call.
  func ended(_ call: CallRecord, driver: UInt16) {
    let index = index(of: call.ticket)
    guard var slot = CallSlot(word: { memory.slot(index, $0).pointee.load(ordering: .relaxed) }),
      slot.number == call.ticket
    else {
      // So many calls came since that the slot is another's: this one is kept as a new one.
      keep(
        CallSlot(
          number: nextNumber(), at: clock.time(at: call.since), nanoseconds: call.nanoseconds,
          session: UInt64(call.session), code: UInt64(call.code.rawValue), function: UInt16(call.function.number),
          driver: driver, isRunning: false))
      return
    }
    slot.nanoseconds = call.nanoseconds
    slot.code = UInt64(call.code.rawValue)
    slot.isRunning = false
    slot.write { memory.slot(index, $0).pointee.store($1, ordering: .relaxed) }
  }

  /// Reads what this process called since the last time, in the order of its calls.
  public func read(_ cursor: inout CallCursor) -> CallNews {
    let newest = memory.header(CallRing.Word.last).pointee.load(ordering: .acquiring)
    let slots = cursor.read(upTo: newest, slots: limit.load(ordering: .relaxed)) { index in
      guard index < available.load(ordering: .acquiring) else { return nil }
      return CallSlot { memory.slot(index, $0).pointee.load(ordering: .relaxed) }
    }
    let names = CallNames(
      process: process, drivers: drivers.withLock { $0 }, functions: CryptokiFunction.allCases.map(\.self))
    return names.news(slots, now: clock.time(at: monotonicNanoseconds()))
  }

  private func nextNumber() -> UInt64 {
    memory.header(CallRing.Word.last).pointee.wrappingAdd(1, ordering: .relaxed).newValue
  }

  private func keep(_ slot: CallSlot) {
    let index = index(of: slot.number)
    slot.write { memory.slot(index, $0).pointee.store($1, ordering: .relaxed) }
  }

  private func index(of number: UInt64) -> Int {
    let index = CallRing.index(of: number, among: limit.load(ordering: .relaxed))
    if index < available.load(ordering: .acquiring) { return index }
    grow(beyond: index)
    return CallRing.index(of: number, among: limit.load(ordering: .relaxed))
  }

  private func grow(beyond index: Int) {
    growing.withLock { _ in
      let slots = available.load(ordering: .relaxed)
      guard index >= slots, index < limit.load(ordering: .relaxed) else { return }
      let wanted = min(CallRing.slots, max(slots * 2, index + 1))
      if file?.makeRoom(for: wanted) ?? true {
        available.store(wanted, ordering: .releasing)
      } else {
        limit.store(slots, ordering: .relaxed)
      }
    }
  }
}

/// Turns moments of the monotonic clock into the time of day.
///
/// The time of day is asked once a second: it may be set, but asking for each call would cost as much as all the rest.
final class WallClock: Sendable {
  private let offset = Atomic<UInt64>(0)
  private let askedAt = Atomic<UInt64>(0)

  /// Nanoseconds since 1970 at a moment in monotonic nanoseconds.
  func time(at moment: UInt64) -> UInt64 {
    let asked = askedAt.load(ordering: .relaxed)
    // A call that is kept at its end began before others: its moment may lie before the question.
    if asked == 0 || Int64(bitPattern: moment &- asked) > 1_000_000_000 {
      var now = timespec()
      clock_gettime(CLOCK_REALTIME, &now)
      let nanoseconds = UInt64(now.tv_sec) * 1_000_000_000 + UInt64(now.tv_nsec)
      offset.store(nanoseconds &- monotonicNanoseconds(), ordering: .relaxed)
      askedAt.store(moment, ordering: .relaxed)
    }
    return moment &+ offset.load(ordering: .relaxed)
  }
}
