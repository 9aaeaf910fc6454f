internal import Cryptoki
internal import Foundation

/// Another process's trace, as it is found. Whoever may write into the folder may have made it: links are not followed,
/// sizes and fields are checked, and it is read with pread(2), since a mapped file that shrinks ends its reader.
final class CallTraceSource {
  private static let functions = Dictionary(uniqueKeysWithValues: CryptokiFunction.allCases.map { ($0.rawValue, $0) })
  private let descriptor: Int32
  private let names: CallNames
  /// When a process found the owner gone, in seconds since 1970; 0 before.
  private let foundGone: UInt64
  private let changedAt: UInt64
  /// Whether it is a ring that can be read.
  let isSound: Bool
  private var cursor = CallCursor()

  /// - Parameter writable: opens it for `goneSince` too.
  init?(_ name: String, in folder: CallTraceFolder, writable: Bool = false) {
    let access = writable ? O_RDWR : O_RDONLY
    descriptor = openat(folder.descriptor, name, access | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    var info = stat()
    guard fstat(descriptor, &info) == 0, info.st_mode & S_IFMT == S_IFREG, info.st_uid == geteuid(),
      info.st_mode & 0o077 == 0
    else { return nil }
    changedAt = UInt64(max(0, info.st_mtim.tv_sec))
    let header = Self.bytes(CallRing.headerBytes, at: 0, of: descriptor)
    func word(_ index: Int) -> UInt64 { header.word(index) }
    let process = Int32(exactly: word(CallRing.Word.process)) ?? 0
    isSound =
      info.st_size <= CallRing.largestFile && header.count == CallRing.headerBytes
      && word(CallRing.Word.mark) == CallRing.mark && process > 0
    foundGone = word(CallRing.Word.foundGone)
    names = CallNames(
      process: CallingProcess(id: process, command: header.text(CallRing.command)),
      drivers: CallRing.drivers.map(header.text),
      functions: CallRing.functions.map { Self.functions[header.text($0)] })
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Whether the owner lives: it holds a lock for as long.
  var isAlive: Bool {
    guard flock(descriptor, LOCK_SH | LOCK_NB) == 0 else { return true }
    flock(descriptor, LOCK_UN)
    return false
  }

  /// When the owner was first found gone; what is no ring counts from its last change.
  func goneSince(markingAt now: UInt64) -> UInt64 {
    guard isSound else { return changedAt }
    if foundGone > 0 { return foundGone }
    var word = now
    // A mark that cannot be written is written by a later process.
    _ = pwrite(descriptor, &word, 8, off_t(CallRing.Word.foundGone * 8))
    return now
  }

  /// Reads what came since the last time.
  func read(now: UInt64) -> CallNews {
    guard isSound else { return CallNews() }
    var names = names
    // Asked first: calls of a process that ends meanwhile are looked at once more.
    names.isAlive = isAlive
    let header = Self.bytes(CallRing.headerBytes, at: 0, of: descriptor)
    var info = stat()
    guard header.count == CallRing.headerBytes, fstat(descriptor, &info) == 0 else { return CallNews() }
    // Drivers are named as they come.
    names.drivers = CallRing.drivers.map(header.text)
    let room = (Int(clamping: info.st_size) - CallRing.headerBytes) / CallRing.slotBytes
    let count = max(0, min(room, CallRing.slots))
    let newest = header.word(CallRing.Word.last)
    guard cursor.hasNews(upTo: newest) else { return CallNews() }
    let slots = Self.bytes(count * CallRing.slotBytes, at: CallRing.headerBytes, of: descriptor)
    let news = cursor.read(upTo: newest, slots: count) { index in
      guard (index + 1) * CallRing.slotBytes <= slots.count else { return nil }
      return CallSlot { slots.word(index * CallRing.slotBytes / 8 + $0) }
    }
    return names.news(news, now: now)
  }

  private static func bytes(_ count: Int, at offset: Int, of descriptor: Int32) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = max(0, pread(descriptor, buffer.baseAddress, count, off_t(offset)))
    }
  }
}

extension [UInt8] {
  /// A word in the machine's order; 0 beyond the end.
  fileprivate func word(_ index: Int) -> UInt64 {
    guard index >= 0, (index + 1) * 8 <= count else { return 0 }
    return withUnsafeBytes { $0.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self) }
  }

  /// A text up to its first zero; empty beyond the end.
  fileprivate func text(_ field: CallRing.Field) -> String {
    guard field.offset + field.bytes <= count else { return "" }
    return String(decoding: self[field.offset..<field.offset + field.bytes].prefix { $0 != 0 }, as: UTF8.self)
  }
}
