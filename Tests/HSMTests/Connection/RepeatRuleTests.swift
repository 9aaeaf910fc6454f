import Cryptoki
import Testing

@testable import HSM

@Suite struct RepeatRuleTests {
  @Test(arguments: [
    CryptokiFunction.C_GetAttributeValue, .C_FindObjectsInit, .C_Encrypt, .C_Decrypt, .C_Sign, .C_Verify, .C_WrapKey,
    .C_GenerateRandom, .C_OpenSession, .C_Digest,
  ])
  func `what only reads, encrypts, decrypts, signs or wraps is repeated once`(function: CryptokiFunction) {
    #expect(function.repeatRule == .once)
  }

  @Test(arguments: [
    CryptokiFunction.C_Login, .C_LoginUser, .C_SetPIN, .C_InitPIN, .C_InitToken, .C_SetAttributeValue, .C_CopyObject,
    .C_CreateObject, .C_DestroyObject, .C_GenerateKey, .C_GenerateKeyPair, .C_UnwrapKey, .C_DeriveKey,
  ])
  func `what creates, changes or destroys never is, and the rule says how to look`(function: CryptokiFunction) {
    guard case .never(let look) = function.repeatRule else {
      Issue.record("\(function) would be repeated")
      return
    }
    #expect(!look.isEmpty)
  }
}
