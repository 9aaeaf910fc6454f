/// Why a library could not be loaded as a Cryptoki module.
public enum ModuleLoadError: Error, Sendable, Hashable, CustomStringConvertible {
  /// dlopen(3) refused the file; the reason is the loader's own.
  case notLoadable(path: String, reason: String)
  /// The library has no C_GetFunctionList.
  case noFunctionList(path: String)
  /// C_GetFunctionList answered an error, or no list.
  case functionListRefused(path: String, code: ReturnCode)
  /// The list is of a Cryptoki before 2.0, whose functions are others.
  case tooOld(path: String, version: Version)

  public var description: String {
    switch self {
    case .notLoadable(let path, let reason): "\(path) cannot be loaded: \(reason)"
    case .noFunctionList(let path): "\(path) is no PKCS#11 module: it has no C_GetFunctionList"
    case .functionListRefused(let path, let code):
      "\(path) gave no function list: C_GetFunctionList returned \(code.name)"
    case .tooOld(let path, let version): "\(path) speaks Cryptoki \(version); 2.0 is the oldest that is understood"
    }
  }
}
