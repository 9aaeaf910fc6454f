import CCryptoki
import Testing

@testable import Cryptoki

@Suite struct MechanismParameterTests {
  private func structure<Structure, Result>(
    _ parameter: MechanismParameter, as type: Structure.Type, _ read: (Structure) -> Result
  ) throws -> Result {
    try #require(
      parameter.withNative { start, length in
        #expect(length == UInt(MemoryLayout<Structure>.size))
        return start.map { read($0.load(as: type)) }
      })
  }

  private func bytes(_ start: UnsafeMutableRawPointer?, _ count: UInt) -> [UInt8] {
    Array(UnsafeRawBufferPointer(start: start, count: Int(count)))
  }

  @Test func `none is NULL, and bytes are lent as they are`() {
    MechanismParameter.none.withNative { #expect($0 == nil && $1 == 0) }
    MechanismParameter.bytes([]).withNative { #expect($0 == nil && $1 == 0) }
    MechanismParameter.bytes([1, 2, 3]).withNative { #expect(bytes($0, $1) == [1, 2, 3]) }
  }

  @Test func `RSA structures carry hash, mask, salt and label`() throws {
    try structure(
      .oaep(hash: .CKM_SHA256, mask: .CKG_MGF1_SHA512, label: [9, 8]), as: CK_RSA_PKCS_OAEP_PARAMS.self
    ) {
      #expect($0.hashAlg == 0x250 && $0.mgf == 4 && $0.source == 1)
      #expect(bytes($0.pSourceData, $0.ulSourceDataLen) == [9, 8])
    }
    try structure(.pss(hash: .CKM_SHA_1, mask: .CKG_MGF1_SHA1, saltLength: 20), as: CK_RSA_PKCS_PSS_PARAMS.self) {
      #expect($0.hashAlg == 0x220 && $0.mgf == 1 && $0.sLen == 20)
    }
  }

  @Test func `GCM counts its IV in bytes and in bits`() throws {
    try structure(.gcm(iv: [1, 2, 3], additionalData: [4], tagBits: 96), as: CK_GCM_PARAMS.self) {
      #expect(bytes($0.pIv, $0.ulIvLen) == [1, 2, 3])
      #expect($0.ulIvBits == 24 && $0.ulTagBits == 96)
      #expect(bytes($0.pAAD, $0.ulAADLen) == [4])
    }
  }

  @Test func `CCM, CTR and the derivations carry their bytes`() throws {
    try structure(
      .ccm(dataLength: 5, nonce: [1], additionalData: [2, 3], macLength: 8), as: claviger_ccm_params.self
    ) {
      #expect($0.data_len == 5 && $0.mac_len == 8)
      #expect(bytes($0.nonce, $0.nonce_len) == [1] && bytes($0.aad, $0.aad_length) == [2, 3])
    }
    try structure(.ctr(counterBits: 32, block: Array(1...20)), as: CK_AES_CTR_PARAMS.self) {
      #expect($0.ulCounterBits == 32 && $0.cb.0 == 1 && $0.cb.15 == 16)
    }
    try structure(
      .ecdh1(function: .CKD_SHA256_KDF, sharedData: [1], publicPoint: [4, 5]), as: CK_ECDH1_DERIVE_PARAMS.self
    ) {
      #expect($0.kdf == 6 && bytes($0.pSharedData, $0.ulSharedDataLen) == [1])
      #expect(bytes($0.pPublicData, $0.ulPublicDataLen) == [4, 5])
    }
    try structure(.derivationData([7, 7]), as: CK_KEY_DERIVATION_STRING_DATA.self) {
      #expect(bytes($0.pData, $0.ulLen) == [7, 7])
    }
    try structure(
      .encryptedData(iv: [UInt8](repeating: 6, count: 16), data: [1]), as: CK_AES_CBC_ENCRYPT_DATA_PARAMS.self
    ) {
      #expect($0.iv.15 == 6 && bytes($0.pData, $0.length) == [1])
    }
    try structure(
      .encryptedData(iv: [UInt8](repeating: 6, count: 8), data: [1]), as: CK_DES_CBC_ENCRYPT_DATA_PARAMS.self
    ) {
      #expect($0.iv.7 == 6 && bytes($0.pData, $0.length) == [1])
    }
  }

  @Test func `EdDSA and the contexts of PKCS#11 3`() throws {
    try structure(.eddsa(isPrehashed: true, context: [1, 2]), as: claviger_eddsa_params.self) {
      #expect($0.prehash == 1 && bytes($0.context, $0.context_len) == [1, 2])
    }
    try structure(.signContext([3]), as: claviger_sign_context.self) {
      #expect($0.hedge == 0 && bytes($0.context, $0.context_len) == [3])
    }
    try structure(.macLength(12), as: UInt.self) { #expect($0 == 12) }
  }

  @Test func `a parameter fits its own kind and no other`() {
    #expect(MechanismParameter.none.fits(.none) && MechanismParameter.none.fits(.eddsa))
    #expect(!MechanismParameter.none.fits(.iv) && !MechanismParameter.none.fits(.oaep))
    #expect(MechanismParameter.bytes([UInt8](repeating: 0, count: 4)).fits(.kwp))
    #expect(!MechanismParameter.bytes([UInt8](repeating: 0, count: 8)).fits(.kwp))
    #expect(MechanismParameter.bytes([1]).fits(.iv) && !MechanismParameter.bytes([1]).fits(.none))
    #expect(!MechanismParameter.macLength(4).fits(.pss))
  }
}
