internal import CCryptoki

extension Session {
  /// The handles of all objects that match a template byte for byte; an empty one matches all.
  ///
  /// All handles are collected before this returns, since objects must not be made or destroyed during a search.
  ///
  /// - Parameter batch: handles asked for at a time.
  ///
  /// The corresponding C functions are `C_FindObjectsInit`, `C_FindObjects` and `C_FindObjectsFinal`.
  public func findObjects(_ template: Template = [:], batch: Int = 256) throws(CryptokiError) -> [ObjectHandle] {
    try requireOpen(.C_FindObjectsInit)
    let started = template.withCTemplate { attributes, count in
      module.answer(of: .C_FindObjectsInit, session: handle) {
        $0.pointee.C_FindObjectsInit?(handle, attributes, count)
      }
    }
    guard started == .CKR_OK else { throw CryptokiError(function: .C_FindObjectsInit, code: started) }
    defer {
      // What was found is found. But a search that is left open fails the next one.
      let ended = module.answer(of: .C_FindObjectsFinal, session: handle) { $0.pointee.C_FindObjectsFinal?(handle) }
      if ended != .CKR_OK { markUnfit() }
    }
    var found: [ObjectHandle] = []
    var room = [UInt](repeating: 0, count: batch)
    while true {
      var count: UInt = 0
      try call(.C_FindObjects) { $0.pointee.C_FindObjects?(handle, &room, UInt(batch), &count) }
      if count == 0 { return found }
      guard count <= UInt(batch), found.count < Module.mostObjects else {
        throw CryptokiError(function: .C_FindObjects, code: .CKR_GENERAL_ERROR)
      }
      found += room.prefix(Int(count)).map { ObjectHandle(rawValue: $0) }
    }
  }

  /// Makes an object from its attributes. The corresponding C function is `C_CreateObject`.
  public func createObject(_ template: Template) throws(CryptokiError) -> ObjectHandle {
    var object: UInt = 0
    try template.withCTemplate { (attributes, count) -> Result<Void, CryptokiError> in
      Result { () throws(CryptokiError) in
        try call(.C_CreateObject) { $0.pointee.C_CreateObject?(handle, attributes, count, &object) }
      }
    }.get()
    return ObjectHandle(rawValue: object)
  }

  /// Makes another object of one that is there.
  ///
  /// - Parameter changes: the attributes in which the copy differs.
  ///
  /// The corresponding C function is `C_CopyObject`.
  public func copyObject(_ object: ObjectHandle, _ changes: Template = [:]) throws(CryptokiError) -> ObjectHandle {
    var copy: UInt = 0
    // Some modules take a NULL pointer to no changes for a missing argument.
    var nothing = CK_ATTRIBUTE()
    try changes.withCTemplate { (attributes, count) -> Result<Void, CryptokiError> in
      Result { () throws(CryptokiError) in
        try withUnsafeMutablePointer(to: &nothing) { (placeholder) throws(CryptokiError) in
          try call(.C_CopyObject) {
            $0.pointee.C_CopyObject?(handle, object.rawValue, attributes ?? placeholder, count, &copy)
          }
        }
      }
    }.get()
    return ObjectHandle(rawValue: copy)
  }

  /// Destroys an object. The corresponding C function is `C_DestroyObject`.
  public func destroyObject(_ object: ObjectHandle) throws(CryptokiError) {
    try call(.C_DestroyObject) { $0.pointee.C_DestroyObject?(handle, object.rawValue) }
  }

  /// Changes attributes of an object. The corresponding C function is `C_SetAttributeValue`.
  public func setAttributes(_ template: Template, of object: ObjectHandle) throws(CryptokiError) {
    try template.withCTemplate { (attributes, count) -> Result<Void, CryptokiError> in
      Result { () throws(CryptokiError) in
        try call(.C_SetAttributeValue) { $0.pointee.C_SetAttributeValue?(handle, object.rawValue, attributes, count) }
      }
    }.get()
  }
}

extension Module {
  /// A search that claims to find more is taken for endless.
  static let mostObjects = 10_000_000
}
