import COpenSSL
import Cryptoki
import HSM

/// A self-signed certificate of an RSA pair on the token: OpenSSL writes what is to be signed, the token signs it.
enum DemoCertificate {
  static func template(
    for pair: (publicKey: ObjectHandle, privateKey: ObjectHandle), label: String, id: [UInt8], in session: Session
  ) throws -> Template {
    let attributes = try AttributeReader([.CKA_MODULUS, .CKA_PUBLIC_EXPONENT]).read(pair.publicKey, in: session)
    guard let modulus = attributes.bytes(.CKA_MODULUS), let exponent = attributes.bytes(.CKA_PUBLIC_EXPONENT),
      let certificate = X509_new()
    else { throw CommandFailure(1, "the demo's certificate could not be made") }
    defer { X509_free(certificate) }
    let key = publicKeyInfo(modulus: modulus, exponent: exponent)
    let publicKey = key.withUnsafeBufferPointer { bytes in
      var start = bytes.baseAddress
      return d2i_PUBKEY(nil, &start, key.count)
    }
    defer { EVP_PKEY_free(publicKey) }
    X509_set_version(certificate, 2)
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), id.reduce(0) { $0 << 8 | Int($1) })
    X509_gmtime_adj(X509_getm_notBefore(certificate), 0)
    X509_gmtime_adj(X509_getm_notAfter(certificate), 365 * 86_400)
    let name = X509_get_subject_name(certificate)
    X509_NAME_add_entry_by_txt(name, "CN", 0x1001 /* MBSTRING_ASC */, label, -1, -1, 0)
    X509_set_issuer_name(certificate, name)
    X509_set_pubkey(certificate, publicKey)
    X509_ALGOR_set0(
      UnsafeMutablePointer(mutating: X509_get0_tbs_sigalg(certificate)), OBJ_nid2obj(NID_sha256WithRSAEncryption),
      V_ASN1_NULL, nil)
    let toBeSigned = encoded { i2d_re_X509_tbs(certificate, $0) }
    var signature = [UInt8](repeating: 0, count: modulus.count)
    let length = try toBeSigned.withUnsafeBytes { input in
      try signature.withUnsafeMutableBytes { output in
        try session.sign(input, with: pair.privateKey, Mechanism(.CKM_SHA256_RSA_PKCS), into: output)
      }
    }
    let value = element(0x30, toBeSigned + signatureAlgorithm + element(0x03, [0] + signature.prefix(length)))
    return [
      .CKA_CLASS: .objectClass(.CKO_CERTIFICATE), .CKA_CERTIFICATE_TYPE: .certificateType(.CKC_X_509),
      .CKA_TOKEN: true, .CKA_PRIVATE: false, .CKA_LABEL: .text(label), .CKA_ID: .bytes(id),
      .CKA_SUBJECT: .bytes(encoded { i2d_X509_NAME(name, $0) }), .CKA_VALUE: .bytes(value),
    ]
  }

  /// sha256WithRSAEncryption with its NULL parameter.
  private static let signatureAlgorithm: [UInt8] = [
    0x30, 0x0D, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0B, 0x05, 0x00,
  ]

  /// SubjectPublicKeyInfo of an RSA key.
  private static func publicKeyInfo(modulus: [UInt8], exponent: [UInt8]) -> [UInt8] {
    let algorithm: [UInt8] = [0x30, 0x0D, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01, 0x05, 0x00]
    // A leading zero keeps a number positive.
    let key = element(0x30, element(0x02, [0] + modulus) + element(0x02, exponent))
    return element(0x30, algorithm + element(0x03, [0] + key))
  }

  /// A DER element: tag, length, content.
  private static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
    if content.count < 0x80 { return [tag, UInt8(content.count)] + content }
    return [tag, 0x82, UInt8(content.count >> 8), UInt8(content.count & 0xFF)] + content
  }

  /// What an i2d function writes.
  private static func encoded(_ write: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32) -> [UInt8] {
    let length = write(nil)
    guard length > 0 else { return [] }
    var bytes = [UInt8](repeating: 0, count: Int(length))
    bytes.withUnsafeMutableBufferPointer { buffer in
      var start = buffer.baseAddress
      _ = write(&start)
    }
    return bytes
  }
}
