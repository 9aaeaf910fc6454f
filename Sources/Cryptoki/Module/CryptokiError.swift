/// A call to a module that did not answer CKR_OK: which function, and what it returned.
public struct CryptokiError: Error, Sendable, Hashable, CustomStringConvertible {
  public let function: CryptokiFunction
  public let code: ReturnCode

  public init(function: CryptokiFunction, code: ReturnCode) {
    self.function = function
    self.code = code
  }

  /// The standard's words: `C_EncryptInit returned CKR_KEY_FUNCTION_NOT_PERMITTED (0x68)`.
  public var description: String {
    "\(function.rawValue) returned \(code.name) (0x\(String(code.rawValue, radix: 16)))"
  }
}
