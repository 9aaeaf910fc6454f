internal import CCryptoki
internal import Glibc

/// The list of functions that a library hands out, the longest that it has.
struct FunctionList {
  let standard: UnsafeMutablePointer<CK_FUNCTION_LIST>
  /// The same list, where it goes on with the functions of PKCS#11 3.0.
  let extended: UnsafeMutablePointer<claviger_function_list_3_0>?
  let version: Version

  /// C_GetInterface is asked first; not every library that has it has anything to say by it, so C_GetFunctionList is
  /// asked where no list of 3.0 came.
  init(of library: UnsafeMutableRawPointer, at path: String) throws(ModuleLoadError) {
    if let extended = Self.extendedList(of: library) {
      self.extended = extended
      standard = UnsafeMutableRawPointer(extended).assumingMemoryBound(to: CK_FUNCTION_LIST.self)
      version = Version(standard.pointee.version)
      return
    }
    guard let symbol = dlsym(library, "C_GetFunctionList") else { throw .noFunctionList(path: path) }
    let getFunctionList = unsafeBitCast(symbol, to: CK_C_GetFunctionList.self)
    var list: UnsafeMutablePointer<CK_FUNCTION_LIST>?
    let code = getFunctionList(&list)
    guard code == CKR_OK, let list else {
      throw .functionListRefused(path: path, code: ReturnCode(rawValue: code))
    }
    version = Version(list.pointee.version)
    guard version.major >= 2 else { throw .tooOld(path: path, version: version) }
    standard = list
    extended = nil
  }

  private static func extendedList(
    of library: UnsafeMutableRawPointer
  ) -> UnsafeMutablePointer<claviger_function_list_3_0>? {
    guard let symbol = dlsym(library, "C_GetInterface") else { return nil }
    let getInterface = unsafeBitCast(symbol, to: claviger_get_interface.self)
    var name = Array("PKCS 11\0".utf8)
    var interface: UnsafeMutablePointer<claviger_interface>?
    // Without a version, the newest is meant.
    guard getInterface(&name, nil, &interface, 0) == CKR_OK, let list = interface?.pointee.function_list,
      list.load(as: CK_VERSION.self).major >= 3
    else { return nil }
    return list.assumingMemoryBound(to: claviger_function_list_3_0.self)
  }
}
