internal import Foundation
import Synchronization

/// A mapped ring of calls: its words as atomics, and the texts of its header.
struct CallRingMemory: Sendable {
  // Mapped for as long as its owner lives. Words are changed through atomics only; texts are written before the number
  // under which they are found is told to anybody.
  nonisolated(unsafe) private let base: UnsafeMutableRawPointer

  /// Maps a file's ring; without a descriptor, memory of this process alone.
  init(descriptor: Int32?) {
    let flags = descriptor == nil ? MAP_PRIVATE | MAP_ANONYMOUS : MAP_SHARED
    guard
      let base = mmap(nil, CallRing.largestFile, PROT_READ | PROT_WRITE, flags, descriptor ?? -1, 0),
      base != UnsafeMutableRawPointer(bitPattern: -1)
    else { preconditionFailure("640 KiB of address space cannot be had") }
    self.base = base
  }

  func unmap() { munmap(base, CallRing.largestFile) }

  /// A word of the header.
  func header(_ word: Int) -> UnsafeMutablePointer<Atomic<UInt64>> { cell(at: word * 8) }

  /// A word of a slot.
  func slot(_ index: Int, _ word: Int) -> UnsafeMutablePointer<Atomic<UInt64>> {
    cell(at: CallRing.headerBytes + index * CallRing.slotBytes + word * 8)
  }

  private func cell(at offset: Int) -> UnsafeMutablePointer<Atomic<UInt64>> {
    // An Atomic<UInt64> is laid out as its UInt64, and zero is a value of it.
    (base + offset).assumingMemoryBound(to: Atomic<UInt64>.self)
  }

  /// Writes a text, cut where its field ends.
  func write(_ text: String, to field: CallRing.Field) {
    let bytes = Array(text.utf8.prefix(field.bytes - 1))
    (base + field.offset).copyMemory(from: bytes, byteCount: bytes.count)
  }
}
