internal import Glibc

/// Waits until one of the descriptors can be read, or has come to its end.
///
/// - Parameter timeoutMilliseconds: nil waits for ever.
/// - Returns: the descriptors that are ready; none after the timeout, or when a signal came between.
public func waitForInput(descriptors: [Int32], timeoutMilliseconds: Int32?) -> Set<Int32> {
  var requests = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
  guard poll(&requests, nfds_t(requests.count), timeoutMilliseconds ?? -1) > 0 else { return [] }
  return Set(requests.filter { $0.revents != 0 }.map(\.fd))
}
