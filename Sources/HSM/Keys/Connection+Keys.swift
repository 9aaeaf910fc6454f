public import Cryptoki
internal import Foundation
import Synchronization

extension Connection {
  /// Lists the token's objects that match a template, each with the dozen attributes that lists and rules need.
  ///
  /// - Parameters:
  ///   - template: empty for all objects.
  ///   - keepsUnreadable: whether an object of which a sound token tells nothing stands in the list as one that cannot be
  ///     read; else the listing fails, since nobody knows what was left out.
  ///   - firstPage: objects after which `progress` is first called, so that a list can stand on the screen before all
  ///     of it is read; each page is twice the one before.
  ///   - progress: takes a page, and whether it is the last; answers false to stop.
  /// - Throws: `HSMError`; an object that vanished meanwhile is left out.
  ///
  /// One call an object, and one for each 256 handles.
  public func listObjects(
    matching template: Template = [:], needsLogin: Bool = true, keepsUnreadable: Bool = false, firstPage: Int = 64,
    progress: (ArraySlice<KeyObject>, _ isLast: Bool) -> Bool = { _, _ in true }
  ) throws(HSMError) -> [KeyObject] {
    try withSession(needsLogin: needsLogin, couldNot: "the keys of \(driver.name) could not be listed") {
      (session) throws(CryptokiError) in
      let handles = try session.findObjects(template)
      let token = try summary(in: session)
      let generation = generation
      let reader = AttributeReader(KeyObject.listedAttributes)
      let triage = triage
      var objects: [KeyObject] = []
      objects.reserveCapacity(handles.count)
      var reported = 0
      var page = firstPage
      var unreadable = 0
      for handle in handles {
        let attributes: ObjectAttributes
        do throws(CryptokiError) {
          attributes = try reader.read(handle, in: session)
        } catch let error where triage.verdict(of: error.code) == .staleHandle {
          continue
        } catch let error where keepsUnreadable && unreadable < Self.mostUnreadable && isOfObjectAlone(error) {
          attributes = ObjectAttributes(
            KeyObject.listedAttributes.map { .init(type: $0, reading: .failed(error.code)) })
          unreadable += 1
        }
        objects.append(
          KeyObject(
            driver: driver.name, token: token, handle: handle.rawValue, generation: generation,
            attributes: attributes))
        if objects.count - reported == page {
          if !progress(objects[reported...], false) { return objects }
          reported = objects.count
          page *= 2
        }
      }
      _ = progress(objects[reported...], true)
      return objects
    }
  }

  /// Reads every attribute that the tables know of one object, secret values excepted: they are not asked for.
  public func readAllAttributes(of object: KeyObject) throws(HSMError) -> ObjectAttributes {
    try withSession(
      needsLogin: false, couldNot: "the attributes of \(object.labelText) could not be read"
    ) { (session) throws(CryptokiError) in
      let handle = try self.handle(of: object, in: session)
      let read = try AttributeReader(AttributeType.readable(for: object.objectClass)).read(handle, in: session)
      guard object.objectClass == .CKO_CERTIFICATE else { return read }
      // A certificate's value is no secret. Asked for alone, it may be as long as it is.
      let value = try AttributeReader([.CKA_VALUE]).read(handle, in: session)
      return ObjectAttributes(read.entries + value.entries)
    }
  }

  /// The handle of an object that was listed: its own within its generation, else found anew by all that names it.
  ///
  /// - Throws: CKR_OBJECT_HANDLE_INVALID when it is gone, or is no longer the only one of its kind.
  public func handle(of object: KeyObject, in session: Session) throws(CryptokiError) -> ObjectHandle {
    let reader = AttributeReader([.CKA_CLASS, .CKA_KEY_TYPE, .CKA_LABEL, .CKA_ID])
    func isSame(_ handle: ObjectHandle) -> Bool {
      // An object that cannot be read is not the one that was shown.
      guard let now = try? reader.read(handle, in: session) else { return false }
      return now.entries.allSatisfy { object.attributes[$0.type] == $0.reading }
    }
    let known = ObjectHandle(rawValue: object.handle)
    if object.generation == generation, isSame(known) { return known }
    var template: Template = [:]
    for type in [AttributeType.CKA_CLASS, .CKA_KEY_TYPE, .CKA_LABEL, .CKA_ID] {
      if case .value(let value) = object.attributes[type] { template[type] = value }
    }
    let found = try session.findObjects(template).filter(isSame)
    guard found.count == 1 else {
      throw CryptokiError(function: .C_FindObjects, code: .CKR_OBJECT_HANDLE_INVALID)
    }
    return found[0]
  }

  /// With more objects than these unreadable, it is the token that is ill, and the listing says so.
  private static let mostUnreadable = 32

  /// Whether a failure to read an object says nothing of the session, the login or the token.
  private func isOfObjectAlone(_ failure: CryptokiError) -> Bool {
    switch triage.verdict(of: failure.code) {
    case .callersError: true
    case .suspect: !failure.code.isOfSession && probe()
    case .staleHandle, .loginLost, .lost: false
    }
  }

  private func summary(in session: Session) throws(CryptokiError) -> TokenIdentity {
    if let token = live.withLock({ $0.token }) { return .init(token) }
    return .init(try session.module.tokenInfo(session.slot))
  }
}

extension AttributeType {
  /// What is asked of an object that a person opens: all that its class may have, but no secret value.
  static func readable(for objectClass: ObjectClass?) -> [AttributeType] {
    AttributeType.rows.filter { row in
      !row.isSensitive && objectClass.map { row.half.contains(ObjectHalf(of: $0)) } ?? true
    }.map(\.type)
  }
}
