internal import Cryptoki
internal import Foundation
internal import HSM

/// What a store answers to a process that wants to try a PIN.
enum LoginClaim: Sendable, Hashable {
  case granted
  /// Another process is trying it now.
  case busy(ProcessIdentity, since: Date)
  case refused(LoginRefusal)
  /// The driver's first login was to this token.
  case otherToken(TokenIdentity)
}

/// That a token refused a source's PIN, or that nobody knows what became of it.
struct LoginRefusal: Sendable, Hashable {
  let at: Date
  let who: String
  /// What the token said; nil where the processes that tried the PIN ended before they knew.
  let answer: CryptokiError?
}
