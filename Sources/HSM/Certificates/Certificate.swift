internal import COpenSSL

/// An X.509 certificate as far as a token's object of it goes.
public struct Certificate: Sendable, Hashable {
  public let der: [UInt8]
  public let subject: [UInt8]
  public let issuer: [UInt8]
  public let serialNumber: [UInt8]
  /// The subject's public key in DER, as the certificate has it.
  let publicKey: [UInt8]

  public var pem: String { PEM.text("CERTIFICATE", der) }

  /// Reads a certificate in PEM or DER; nil for anything else, also where something follows it.
  public init?(_ file: [UInt8]) {
    let der = PEM.bytes("CERTIFICATE", in: String(decoding: file, as: UTF8.self)) ?? file
    let parsed = der.withUnsafeBufferPointer { bytes -> OpaquePointer? in
      var start = bytes.baseAddress
      guard let certificate = d2i_X509(nil, &start, bytes.count) else { return nil }
      guard start == bytes.baseAddress.map({ $0 + bytes.count }) else {
        X509_free(certificate)
        return nil
      }
      return certificate
    }
    guard let parsed else {
      ERR_clear_error()
      return nil
    }
    defer { X509_free(parsed) }
    self.der = der
    subject = Self.encoded { i2d_X509_NAME(X509_get_subject_name(parsed), $0) }
    issuer = Self.encoded { i2d_X509_NAME(X509_get_issuer_name(parsed), $0) }
    serialNumber = Self.encoded { i2d_ASN1_INTEGER(X509_get_serialNumber(parsed), $0) }
    publicKey = Self.encoded { i2d_X509_PUBKEY(X509_get_X509_PUBKEY(parsed), $0) }
  }

  /// Whether it certifies this public key, however that is encoded.
  func certifies(_ other: SubjectPublicKeyInfo) -> Bool {
    let mine = Self.publicKey(publicKey)
    let theirs = Self.publicKey(other.der)
    defer {
      EVP_PKEY_free(mine)
      EVP_PKEY_free(theirs)
      ERR_clear_error()
    }
    return mine != nil && theirs != nil && EVP_PKEY_eq(mine, theirs) == 1
  }

  private static func publicKey(_ der: [UInt8]) -> OpaquePointer? {
    der.withUnsafeBufferPointer { bytes in
      var start = bytes.baseAddress
      return d2i_PUBKEY(nil, &start, bytes.count)
    }
  }

  /// What an i2d function writes.
  private static func encoded(
    _ write: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32
  ) -> [UInt8] {
    var start: UnsafeMutablePointer<UInt8>?
    let length = write(&start)
    guard length > 0, let start else { return [] }
    defer { CRYPTO_free(start, nil, 0) }
    return Array(UnsafeBufferPointer(start: start, count: Int(length)))
  }
}
