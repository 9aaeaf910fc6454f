internal import CCryptoki

/// Reads the same attributes of many objects: one call an object, into buffers that are made once.
///
/// Not for two threads at once, as the session is not.
public final class AttributeReader {
  /// Room for a value whose length is not known. What does not fit may look as if it were missing, where another
  /// attribute of the same call is: so the room is ample.
  static let guessedLength = 512
  /// Room for numbers and lists: RSA moduli up to 16384 bits, 256 mechanisms.
  static let guessedLongLength = 2048
  /// No attribute is believed to be longer than this many bytes.
  static let longestValue = 1 << 20

  private let types: [AttributeType]
  private let kinds: [AttributeKind]
  private let lengths: [Int]
  /// Where each value's room begins in the arena.
  private let places: [Int]
  private let arena: UnsafeMutableRawPointer
  private let attributes: UnsafeMutableBufferPointer<CK_ATTRIBUTE>

  public init(_ types: [AttributeType]) {
    self.types = types
    kinds = types.map(\.kind)
    // Some modules take numbers only into exactly the eight bytes of a CK_ULONG.
    lengths = kinds.map { kind in
      switch kind {
      case .bool: 1
      case .number, .keyType, .objectClass, .certificateType, .mechanism: MemoryLayout<UInt>.size
      // An array of attributes is given no room: a module would follow the pointers in it.
      case .template: 0
      case .bigInteger, .mechanismList: Self.guessedLongLength
      default: Self.guessedLength
      }
    }
    var end = 0
    places = lengths.map { length in
      defer { end += (length + 7) & ~7 }
      return end
    }
    arena = .allocate(byteCount: max(8, end), alignment: 8)
    attributes = .allocate(capacity: types.count)
    attributes.initialize(repeating: CK_ATTRIBUTE())
  }

  deinit {
    arena.deallocate()
    attributes.deallocate()
  }

  /// Reads all attributes of an object.
  ///
  /// An attribute that is missing, sensitive or too long for the first guess is an answer of its own and no error. A
  /// module that fails the whole call is asked again in halves, so that one unreadable attribute hides no other.
  ///
  /// - Throws: `CryptokiError` when not one attribute can be read: the object or the session is gone.
  ///
  /// The corresponding C function is `C_GetAttributeValue`.
  public func read(_ object: ObjectHandle, in session: Session) throws(CryptokiError) -> ObjectAttributes {
    try session.requireOpen(.C_GetAttributeValue)
    var readings: [ObjectAttributes.Entry] = []
    readings.reserveCapacity(types.count)
    var whole: ReturnCode?
    read(object, in: session, 0..<types.count, into: &readings, firstFailure: &whole)
    if let whole, !readings.isEmpty, readings.allSatisfy({ $0.reading == .failed(whole) }) {
      throw CryptokiError(function: .C_GetAttributeValue, code: whole)
    }
    return ObjectAttributes(readings)
  }

  private func read(
    _ object: ObjectHandle, in session: Session, _ range: Range<Int>,
    into readings: inout [ObjectAttributes.Entry], firstFailure: inout ReturnCode?
  ) {
    if range.isEmpty { return }
    let code = ask(object, in: session, range)
    switch code {
    case .CKR_OK, .CKR_ATTRIBUTE_TYPE_INVALID, .CKR_ATTRIBUTE_SENSITIVE, .CKR_BUFFER_TOO_SMALL:
      for index in range {
        readings.append(.init(type: types[index], reading: reading(index, object, session, code, range.count == 1)))
      }
    default:
      if range.count == 1 {
        if firstFailure == nil { firstFailure = code }
        readings.append(.init(type: types[range.lowerBound], reading: .failed(code)))
        return
      }
      let first = range.count == types.count ? ask(object, in: session, 0..<1) : .CKR_OK
      if first.meansGone {
        // Not even the first attribute alone: the object is gone, and asking for the others one by one helps nobody. Its
        // code is the better one: a call that an object is destroyed under may fail with any.
        firstFailure = first
        for index in range { readings.append(.init(type: types[index], reading: .failed(first))) }
      } else {
        if firstFailure == nil { firstFailure = code }
        let middle = range.lowerBound + range.count / 2
        read(object, in: session, range.lowerBound..<middle, into: &readings, firstFailure: &firstFailure)
        read(object, in: session, middle..<range.upperBound, into: &readings, firstFailure: &firstFailure)
      }
    }
  }

  private func ask(_ object: ObjectHandle, in session: Session, _ range: Range<Int>) -> ReturnCode {
    for index in range {
      attributes[index] = CK_ATTRIBUTE(
        type: types[index].rawValue, pValue: lengths[index] == 0 ? nil : arena + places[index],
        ulValueLen: UInt(lengths[index]))
    }
    guard let start = attributes.baseAddress else { return .CKR_OK }
    return session.module.answer(of: .C_GetAttributeValue, session: session.handle) {
      $0.pointee.C_GetAttributeValue?(session.handle, object.rawValue, start + range.lowerBound, UInt(range.count))
    }
  }

  private func reading(
    _ index: Int, _ object: ObjectHandle, _ session: Session, _ code: ReturnCode, _ alone: Bool
  ) -> AttributeReading {
    let length = attributes[index].ulValueLen
    if kinds[index] == .template, length != UInt.max { return session.readTemplate(types[index], of: object) }
    if length <= UInt(lengths[index]) {
      let value = UnsafeRawBufferPointer(start: arena + places[index], count: Int(length))
      return .value(AttributeValue(native: value, kind: kinds[index]))
    }
    switch code {
    case .CKR_ATTRIBUTE_TYPE_INVALID where alone || !types[index].isExactWhenMissing: return .absent
    case .CKR_ATTRIBUTE_SENSITIVE where alone: return .sensitive
    case .CKR_OK where alone: return .failed(.CKR_GENERAL_ERROR)
    default: return session.readAlone(types[index], of: object)
    }
  }
}

extension ReturnCode {
  /// Whether the code says that the object or the session is no more.
  fileprivate var meansGone: Bool {
    switch self {
    case .CKR_OK, .CKR_ATTRIBUTE_TYPE_INVALID, .CKR_ATTRIBUTE_SENSITIVE, .CKR_BUFFER_TOO_SMALL: false
    default: true
    }
  }
}

extension AttributeType {
  /// Whether a missing value must be told from one that cannot be read: a key's dates decide about its use. For others
  /// the code of a whole call is exact enough, and costs no second call.
  fileprivate var isExactWhenMissing: Bool { self == .CKA_START_DATE || self == .CKA_END_DATE }
}

extension Session {
  /// Reads one attribute by its own length, for what a first guess did not hold.
  func readAlone(_ type: AttributeType, of object: ObjectHandle) -> AttributeReading {
    if type.kind == .template { return readTemplate(type, of: object) }
    var attribute = CK_ATTRIBUTE(type: type.rawValue, pValue: nil, ulValueLen: 0)
    for _ in 0..<4 {
      attribute.pValue = nil
      attribute.ulValueLen = 0
      let asked = getAttribute(&attribute, of: object)
      guard asked == .CKR_OK else { return .init(failure: asked) }
      let length = Int(truncatingIfNeeded: attribute.ulValueLen)
      guard (0...AttributeReader.longestValue).contains(length) else { return .failed(.CKR_BUFFER_TOO_SMALL) }
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: max(length, 1), alignment: 8)
      defer { buffer.deallocate() }
      attribute.pValue = buffer.baseAddress
      let code = getAttribute(&attribute, of: object)
      if code == .CKR_BUFFER_TOO_SMALL { continue }
      guard code == .CKR_OK else { return .init(failure: code) }
      let read = Int(truncatingIfNeeded: attribute.ulValueLen)
      guard (0...length).contains(read) else { return .failed(.CKR_GENERAL_ERROR) }
      let value = UnsafeRawBufferPointer(start: buffer.baseAddress, count: read)
      return .value(AttributeValue(native: value, kind: type.kind))
    }
    return .failed(.CKR_BUFFER_TOO_SMALL)
  }

  func getAttribute(_ attribute: inout CK_ATTRIBUTE, of object: ObjectHandle) -> ReturnCode {
    module.answer(of: .C_GetAttributeValue, session: handle) {
      $0.pointee.C_GetAttributeValue?(handle, object.rawValue, &attribute, 1)
    }
  }
}

extension AttributeReading {
  init(failure: ReturnCode) {
    switch failure {
    case .CKR_ATTRIBUTE_TYPE_INVALID: self = .absent
    case .CKR_ATTRIBUTE_SENSITIVE: self = .sensitive
    default: self = .failed(failure)
    }
  }
}
