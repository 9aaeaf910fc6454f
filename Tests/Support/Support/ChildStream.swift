internal import Foundation

/// One stream between a test and a program.
final class ChildStream {
  let ownEnd: Int32
  let childEnd: Int32
  private(set) var isOpen = true
  private var childEndIsOpen = true
  private(set) var content = Data()

  var text: String { String(decoding: content, as: UTF8.self) }

  init(toChild: Bool) throws {
    var ends: [Int32] = [-1, -1]
    // A socket, unlike a pipe, is written to without the risk of SIGPIPE.
    guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
      throw SupportError("no descriptors are left")
    }
    ownEnd = ends[0]
    childEnd = ends[1]
    // The other direction is not used.
    shutdown(ownEnd, Int32(toChild ? SHUT_RD : SHUT_WR))
  }

  deinit {
    closeOwnEnd()
    closeChildEnd()
  }

  func closeOwnEnd() {
    if isOpen { close(ownEnd) }
    isOpen = false
  }

  func closeChildEnd() {
    if childEndIsOpen { close(childEnd) }
    childEndIsOpen = false
  }

  func readAvailable() {
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = recv(ownEnd, &buffer, buffer.count, Int32(MSG_DONTWAIT))
      if count > 0 {
        content.append(contentsOf: buffer[..<count])
      } else {
        if count == 0 { closeOwnEnd() }
        return
      }
    }
  }

  func writeAvailable(_ rest: inout Data.SubSequence) {
    let flags = Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL)
    let count = rest.withUnsafeBytes { send(ownEnd, $0.baseAddress, $0.count, flags) }
    if count > 0 { rest = rest.dropFirst(count) }
    if rest.isEmpty || (count < 0 && errno != EAGAIN && errno != EINTR) { closeOwnEnd() }
  }
}
