internal import Cryptoki

/// Whether a call that met a lost connection is made once more when that is restored.
enum RepeatRule: Sendable, Equatable {
  /// Nothing is made, changed or destroyed by it: once more, and the caller does not notice.
  case once
  /// Nobody knows whether it was done. `look` says how to find out, as a request.
  case never(look: String)
}

extension CryptokiFunction {
  /// The functions that are never repeated; every other one only reads, encrypts, decrypts, signs or wraps.
  private static let unrepeatable: [CryptokiFunction: String] = [
    .C_Login: "look whether the driver is logged in before the PIN is tried again",
    .C_LoginUser: "look whether the driver is logged in before the PIN is tried again",
    .C_SetPIN: "log in by hand with the new PIN first; if it is refused, the old one holds",
    .C_InitPIN: "log in as user with the new PIN; if it is refused, set it again",
    .C_InitToken: "look at the token's label with `claviger tokens` before you initialise it again",
    .C_CreateObject: lookForObject,
    .C_CopyObject: lookForObject,
    .C_GenerateKey: lookForObject,
    .C_GenerateKeyPair: lookForObject,
    .C_UnwrapKey: lookForObject,
    .C_DeriveKey: lookForObject,
    .C_SetAttributeValue: "look at the object's attributes with `claviger keys show` before you change it again",
    .C_DestroyObject: "look with `claviger keys list` whether the object is still there",
    .C_SetOperationState: "begin the operation anew",
    .C_SeedRandom: "seed again: more is never too much",
  ]
  private static let lookForObject =
    "look with `claviger keys list` whether the object is there before you make it again, and delete what is half made"

  var repeatRule: RepeatRule { Self.unrepeatable[self].map { .never(look: $0) } ?? .once }
}
