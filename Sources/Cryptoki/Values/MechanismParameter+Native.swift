internal import CCryptoki

extension MechanismParameter {
  /// Lends the parameter as the structure that the standard prescribes.
  ///
  /// All of it, what the structure points to included, is a copy made for this call: some tokens write into it, such as
  /// an initialisation vector of their own choice.
  func withNative<Result>(_ body: (UnsafeMutableRawPointer?, UInt) -> Result) -> Result {
    switch self {
    case .none:
      return body(nil, 0)
    case .bytes(let bytes):
      return lend(bytes, body)
    case .oaep(let hash, let mask, let label):
      return lend(label) { label, length in
        lend(
          CK_RSA_PKCS_OAEP_PARAMS(
            hashAlg: hash.rawValue, mgf: mask.rawValue, source: CKZ_DATA_SPECIFIED, pSourceData: label,
            ulSourceDataLen: length), body)
      }
    case .pss(let hash, let mask, let saltLength):
      return lend(
        CK_RSA_PKCS_PSS_PARAMS(hashAlg: hash.rawValue, mgf: mask.rawValue, sLen: UInt(clamping: saltLength)), body)
    case .gcm(let iv, let additionalData, let tagBits):
      return lend(iv) { iv, ivLength in
        lend(additionalData) { data, length in
          lend(
            CK_GCM_PARAMS(
              pIv: octets(iv), ulIvLen: ivLength, ulIvBits: ivLength * 8, pAAD: octets(data), ulAADLen: length,
              ulTagBits: UInt(clamping: tagBits)), body)
        }
      }
    case .ccm(let dataLength, let nonce, let additionalData, let macLength):
      return lend(nonce) { nonce, nonceLength in
        lend(additionalData) { data, length in
          lend(
            claviger_ccm_params(
              data_len: UInt(clamping: dataLength), nonce: octets(nonce), nonce_len: nonceLength, aad: octets(data),
              aad_length: length, mac_len: UInt(clamping: macLength)), body)
        }
      }
    case .ctr(let counterBits, let block):
      var parameters = CK_AES_CTR_PARAMS()
      parameters.ulCounterBits = UInt(clamping: counterBits)
      withUnsafeMutableBytes(of: &parameters.cb) { $0.copyBytes(from: block.prefix($0.count)) }
      return lend(parameters, body)
    case .ecdh1(let function, let sharedData, let publicPoint):
      return lend(sharedData) { shared, sharedLength in
        lend(publicPoint) { point, pointLength in
          lend(
            CK_ECDH1_DERIVE_PARAMS(
              kdf: function.rawValue, ulSharedDataLen: sharedLength, pSharedData: octets(shared),
              ulPublicDataLen: pointLength, pPublicData: octets(point)), body)
        }
      }
    case .eddsa(let isPrehashed, let context):
      return lend(context) { context, length in
        lend(
          claviger_eddsa_params(prehash: isPrehashed ? 1 : 0, context_len: length, context: octets(context)), body)
      }
    case .macLength(let length):
      return lend(UInt(clamping: length), body)
    case .derivationData(let data):
      return lend(data) { data, length in
        lend(CK_KEY_DERIVATION_STRING_DATA(pData: octets(data), ulLen: length), body)
      }
    case .encryptedData(let iv, let data):
      return lend(data) { data, length in
        if iv.count == 8 {
          var parameters = CK_DES_CBC_ENCRYPT_DATA_PARAMS()
          withUnsafeMutableBytes(of: &parameters.iv) { $0.copyBytes(from: iv) }
          parameters.pData = octets(data)
          parameters.length = length
          return lend(parameters, body)
        }
        var parameters = CK_AES_CBC_ENCRYPT_DATA_PARAMS()
        withUnsafeMutableBytes(of: &parameters.iv) { $0.copyBytes(from: iv.prefix($0.count)) }
        parameters.pData = octets(data)
        parameters.length = length
        return lend(parameters, body)
      }
    case .signContext(let context):
      return lend(context) { context, length in
        lend(claviger_sign_context(hedge: 0, context: octets(context), context_len: length), body)
      }
    }
  }
}

/// Lends a copy of bytes; NULL for none.
private func lend<Result>(_ bytes: [UInt8], _ body: (UnsafeMutableRawPointer?, UInt) -> Result) -> Result {
  if bytes.isEmpty { return body(nil, 0) }
  return withUnsafeTemporaryAllocation(byteCount: bytes.count, alignment: 8) { room in
    room.copyBytes(from: bytes)
    return body(room.baseAddress, UInt(bytes.count))
  }
}

/// Lends a copy of a structure.
private func lend<Structure, Result>(
  _ structure: Structure, _ body: (UnsafeMutableRawPointer?, UInt) -> Result
) -> Result {
  var structure = structure
  return withUnsafeMutableBytes(of: &structure) { body($0.baseAddress, UInt($0.count)) }
}

private func octets(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<UInt8>? {
  pointer?.assumingMemoryBound(to: UInt8.self)
}
