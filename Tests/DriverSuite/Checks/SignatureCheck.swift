import Cryptoki
import HSM

/// Signatures of one mechanism: made on the token and verified outside, made outside and verified on the token, and
/// refused by both sides where data, key, digest or parameter are others.
struct SignatureCheck: Sendable {
  let mechanism: Mechanism
  let scheme: OutsideScheme
  /// What the same signature must pass for on neither side: another digest, or another parameter.
  var wrong: (mechanism: Mechanism, scheme: OutsideScheme)?
  /// The data that are signed, for a pair of a shape.
  var data: @Sendable (KeyShape) -> [UInt8] = { _ in Array("the quick brown fox".utf8) }
  /// What OpenSSL is given for these data, where it lacks a digest that the token has.
  var outsideData: [UInt8]?

  func run(_ shapes: [KeyShape], on desk: Desk) throws {
    try desk.requireOffer(mechanism.type, [.CKF_SIGN, .CKF_VERIFY])
    for shape in shapes { try agree(shape, desk) }
    let answers = try shapes.map { try refuse($0, desk) }
    // Here the code of a refusal counts. Some drivers differ in it, which ends the check: it is looked at last.
    for (shape, answer) in zip(shapes, answers) {
      try require(!(try answer.get()), "\(shape.name): other data are verified")
    }
  }

  private func agree(_ shape: KeyShape, _ desk: Desk) throws {
    let session = try desk.session
    let (pair, outsider) = (try desk.pair(shape), try desk.outsider(shape))
    let data = data(shape)
    let outsideData = outsideData ?? data
    let signature = try session.sign(data, pair.privateKey, mechanism)
    try require(signature.count == shape.signatureLength, "\(shape.name): a signature of \(signature.count) bytes")
    try require(
      try pair.outside.verify(signature, over: outsideData, scheme), "\(shape.name): OpenSSL does not verify it")
    try require(
      try session.verify(signature, over: data, pair.publicKey, mechanism),
      "\(shape.name): the token does not verify it")
    let foreign = try outsider.sign(outsideData, scheme)
    let imported = try session.createObject(outsider.publicTemplate())
    try require(
      try session.verify(foreign, over: data, imported, mechanism), "\(shape.name): OpenSSL's is not verified")
  }

  /// - Returns: what the token answered to its own signature over other data.
  private func refuse(_ shape: KeyShape, _ desk: Desk) throws -> Result<Bool, any Error> {
    let session = try desk.session
    let (pair, outsider) = (try desk.pair(shape), try desk.outsider(shape))
    let data = data(shape)
    let outsideData = outsideData ?? data
    let (otherData, otherOutsideData) = (oneBitOff(data), oneBitOff(outsideData))
    let signature = try session.sign(data, pair.privateKey, mechanism)
    let foreign = try outsider.sign(outsideData, scheme)
    let imported = try session.createObject(outsider.publicTemplate())
    // Asked for first: NSS answers otherwise once the thread has seen it refuse something else.
    let answer = Result { try session.verify(signature, over: otherData, pair.publicKey, mechanism) }

    try require(
      !(try pair.outside.verify(signature, over: otherOutsideData, scheme)), "\(shape.name): OpenSSL takes other data")
    try require(
      !(try outsider.verify(signature, over: outsideData, scheme)), "\(shape.name): OpenSSL takes another key")
    try require(
      isRefused { try session.verify(foreign, over: otherData, imported, mechanism) },
      "\(shape.name): OpenSSL's is verified over other data")
    try require(
      isRefused { try session.verify(signature, over: data, imported, mechanism) },
      "\(shape.name): another key verifies it")
    if let wrong {
      try require(
        !(try pair.outside.verify(signature, over: outsideData, wrong.scheme)),
        "\(shape.name): OpenSSL takes another digest or parameter")
      for (signature, key) in [(signature, pair.publicKey), (foreign, imported)] {
        try require(
          isRefused { try session.verify(signature, over: data, key, wrong.mechanism) },
          "\(shape.name): another digest or parameter verifies it")
      }
    }
    return answer
  }

  private func oneBitOff(_ data: [UInt8]) -> [UInt8] { data.dropLast() + [data[data.count - 1] ^ 1] }

  /// Whether a signature is not valid, or not even looked at.
  private func isRefused(_ verification: () throws -> Bool) -> Bool {
    // Some drivers answer CKR_SIGNATURE_INVALID, some that the arguments cannot be meant: either way it is no signature.
    (try? verification()) != true
  }
}
