internal import COpenSSL
public import Cryptoki

/// What people look for in an X.509 certificate: whose it is, who says so, and for how long.
public struct CertificateSummary: Sendable, Hashable {
  /// As RFC 2253 writes names; a certificate's own text: hostile until shown harmless.
  public let subject: String
  public let issuer: String
  /// The first and the last day of its validity, UTC.
  public let start: CKDate
  public let end: CKDate

  /// Reads a certificate in DER; nil for anything else.
  public init?(der: [UInt8]) {
    let parsed = der.withUnsafeBufferPointer { bytes in
      var start = bytes.baseAddress
      return d2i_X509(nil, &start, bytes.count)
    }
    guard let parsed else {
      ERR_clear_error()
      return nil
    }
    defer { X509_free(parsed) }
    guard let start = Self.day(X509_get0_notBefore(parsed)), let end = Self.day(X509_get0_notAfter(parsed)) else {
      return nil
    }
    subject = Self.words(X509_get_subject_name(parsed))
    issuer = Self.words(X509_get_issuer_name(parsed))
    self.start = start
    self.end = end
  }

  /// What a person should know of it today.
  public func warning(today: CKDate) -> String? {
    let left = end.dayNumber - today.dayNumber
    if left < 0 { return "certificate expired \(end)" }
    if left <= 30 { return "certificate expires \(end), in \(left) days" }
    return today < start ? "certificate is valid from \(start)" : nil
  }

  private static func day(_ time: UnsafePointer<ASN1_TIME>?) -> CKDate? {
    var parts = tm()
    guard let time, ASN1_TIME_to_tm(time, &parts) == 1 else { return nil }
    return CKDate(year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
  }

  private static func words(_ name: OpaquePointer?) -> String {
    guard let name, let output = BIO_new(BIO_s_mem()) else { return "" }
    defer { BIO_free(output) }
    guard X509_NAME_print_ex(output, name, 0, rfc2253_name_flags) >= 0 else {
      return ""
    }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let length = BIO_read(output, &bytes, Int32(bytes.count))
    return String(decoding: bytes.prefix(max(0, Int(length))), as: UTF8.self)
  }
}

extension KeyObject {
  /// The certificate that an object is, by all of its attributes.
  public func certificate(_ attributes: ObjectAttributes?) -> CertificateSummary? {
    guard objectClass == .CKO_CERTIFICATE else { return nil }
    return attributes?.bytes(.CKA_VALUE).flatMap(CertificateSummary.init(der:))
  }
}
