internal import Foundation

/// Asks a token up to three times, 20 ms apart, for as long as it fails in a way that may pass by itself.
///
/// SoftHSM's token is out of sight, or cannot be asked, for some milliseconds while another process logs in.
func askingAgain<Value, Failure: Error>(
  while mayPass: (Failure) -> Bool, _ ask: () throws(Failure) -> Value
) throws(Failure) -> Value {
  for _ in 0..<2 {
    do throws(Failure) {
      return try ask()
    } catch let error where mayPass(error) {
      // Nothing could be awaited instead: the other process tells nobody that it is done.
      Thread.sleep(forTimeInterval: 0.02)
    }
  }
  return try ask()
}
