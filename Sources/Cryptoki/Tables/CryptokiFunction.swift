/// Every function of Cryptoki 2.40, and those of 3.0 that are called here. The raw value is the standard's name.
public enum CryptokiFunction: String, CaseIterable, Sendable, Codable {
  case C_Initialize, C_Finalize, C_GetInfo, C_GetFunctionList
  case C_GetSlotList, C_GetSlotInfo, C_GetTokenInfo, C_GetMechanismList, C_GetMechanismInfo, C_InitToken, C_InitPIN,
    C_SetPIN
  case C_OpenSession, C_CloseSession, C_CloseAllSessions, C_GetSessionInfo, C_GetOperationState,
    C_SetOperationState, C_Login, C_Logout
  case C_CreateObject, C_CopyObject, C_DestroyObject, C_GetObjectSize, C_GetAttributeValue, C_SetAttributeValue,
    C_FindObjectsInit, C_FindObjects, C_FindObjectsFinal
  case C_EncryptInit, C_Encrypt, C_EncryptUpdate, C_EncryptFinal, C_DecryptInit, C_Decrypt, C_DecryptUpdate,
    C_DecryptFinal
  case C_DigestInit, C_Digest, C_DigestUpdate, C_DigestKey, C_DigestFinal
  case C_SignInit, C_Sign, C_SignUpdate, C_SignFinal, C_SignRecoverInit, C_SignRecover, C_VerifyInit, C_Verify,
    C_VerifyUpdate, C_VerifyFinal, C_VerifyRecoverInit, C_VerifyRecover
  case C_DigestEncryptUpdate, C_DecryptDigestUpdate, C_SignEncryptUpdate, C_DecryptVerifyUpdate
  case C_GenerateKey, C_GenerateKeyPair, C_WrapKey, C_UnwrapKey, C_DeriveKey
  case C_SeedRandom, C_GenerateRandom, C_GetFunctionStatus, C_CancelFunction, C_WaitForSlotEvent
  case C_GetInterfaceList, C_GetInterface, C_LoginUser, C_SessionCancel
}

extension CryptokiFunction: CustomStringConvertible {
  public var description: String { rawValue }
}

extension CryptokiFunction {
  private static let all = allCases

  /// Its place in this version's list.
  ///
  /// Every call is written down with it, so that it is read from where the compiler keeps it: a case of an enumeration
  /// without payloads is its place in the order of declaration.
  public var number: UInt8 { unsafeBitCast(self, to: UInt8.self) }

  public init?(number: UInt8) {
    guard Int(number) < Self.all.count else { return nil }
    self = Self.all[Int(number)]
  }
}
