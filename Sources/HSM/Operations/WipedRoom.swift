internal import Foundation

/// Lends memory that is wiped afterwards, for text that may be secret.
func withWipedRoom<Value>(_ count: Int, _ body: (UnsafeMutableRawBufferPointer) -> Value) -> Value {
  let room = UnsafeMutableRawBufferPointer.allocate(byteCount: max(count, 1), alignment: 16)
  room.initializeMemory(as: UInt8.self, repeating: 0)
  defer {
    if let start = room.baseAddress { explicit_bzero(start, room.count) }
    room.deallocate()
  }
  return body(UnsafeMutableRawBufferPointer(rebasing: room[..<count]))
}
