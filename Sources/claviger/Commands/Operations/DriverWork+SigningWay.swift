import Cryptoki
import HSM

extension DriverWork {
  /// Says what was done with the data, where the mechanism's name and the options do not.
  ///
  /// - Parameter done: `signed` or `verified`.
  func explain(_ way: SigningWay, of operation: RequestedOperation, done: String) {
    if let digest = way.digestedHere {
      if way.mechanism != operation.type {
        invocation.streams.message(
          "claviger: the token does not digest: \(digest) was made here, and \(done) by \(way.mechanism.name)")
      } else if operation.options.hash == nil {
        invocation.streams.message("claviger: \(digest) of the data was made here, and \(done)")
      }
    } else if operation.type.signsDigest {
      invocation.streams.message("claviger: the data has the length of a digest, and was \(done) as one")
    } else if operation.type.signsBareData {
      invocation.streams.message(
        "claviger: \(operation.type.name) makes no digest: the data was \(done) as it is")
    }
  }
}
