internal import CCryptoki

extension Session {
  /// The most attributes that an attribute of attributes is believed to hold.
  static let longestTemplate = 64

  /// Reads an attribute that is made of attributes, such as CKA_UNWRAP_TEMPLATE, in three steps: how many, which and how
  /// long, and their values. What would be a template within the template is named and left empty: no deeper.
  ///
  /// The corresponding C function is `C_GetAttributeValue`.
  func readTemplate(_ type: AttributeType, of object: ObjectHandle) -> AttributeReading {
    var outer = CK_ATTRIBUTE(type: type.rawValue, pValue: nil, ulValueLen: 0)
    let asked = getAttribute(&outer, of: object)
    guard asked == .CKR_OK else { return .init(failure: asked) }
    let stride = MemoryLayout<CK_ATTRIBUTE>.stride
    let count = Int(truncatingIfNeeded: outer.ulValueLen) / stride
    guard outer.ulValueLen <= UInt(Self.longestTemplate * stride), count * stride == Int(outer.ulValueLen) else {
      return .failed(.CKR_GENERAL_ERROR)
    }
    if count == 0 { return .value(.template([:])) }
    let array = UnsafeMutableBufferPointer<CK_ATTRIBUTE>.allocate(capacity: count)
    array.initialize(repeating: CK_ATTRIBUTE())
    defer { array.deallocate() }
    func fill() -> ReturnCode {
      outer.pValue = UnsafeMutableRawPointer(array.baseAddress)
      outer.ulValueLen = UInt(count * stride)
      return getAttribute(&outer, of: object)
    }
    let sized = fill()
    guard sized == .CKR_OK || sized == .CKR_BUFFER_TOO_SMALL, outer.ulValueLen == UInt(count * stride) else {
      return .init(failure: sized == .CKR_OK ? .CKR_GENERAL_ERROR : sized)
    }
    return readValues(of: array, fill)
  }

  private func readValues(of array: UnsafeMutableBufferPointer<CK_ATTRIBUTE>, _ fill: () -> ReturnCode)
    -> AttributeReading
  {
    let types = array.map { AttributeType(rawValue: $0.type) }
    let room = zip(types, array).map { type, attribute -> Int? in
      let length = Int(truncatingIfNeeded: attribute.ulValueLen)
      if type.kind == .template { return 0 }
      return (0...AttributeReader.longestValue).contains(length) ? length : nil
    }
    guard !room.contains(nil) else { return .failed(.CKR_GENERAL_ERROR) }
    let lengths = room.map { $0 ?? 0 }
    let arena = UnsafeMutableRawPointer.allocate(
      byteCount: lengths.reduce(8) { $0 + ($1 + 7) & ~7 }, alignment: MemoryLayout<UInt>.alignment)
    defer { arena.deallocate() }
    var places: [UnsafeMutableRawPointer] = []
    var end = 0
    for (index, length) in lengths.enumerated() {
      places.append(arena + end)
      array[index].pValue = length == 0 ? nil : arena + end
      array[index].ulValueLen = UInt(length)
      end += (length + 7) & ~7
    }
    let code = fill()
    guard code == .CKR_OK else { return .init(failure: code) }
    var template: Template = [:]
    for (index, type) in types.enumerated() {
      // What the module says now of length and place is not believed beyond what it was given.
      let length = min(lengths[index], Int(clamping: array[index].ulValueLen))
      template[type] = AttributeValue(
        native: UnsafeRawBufferPointer(start: places[index], count: length), kind: type.kind)
    }
    return .value(.template(template))
  }
}
