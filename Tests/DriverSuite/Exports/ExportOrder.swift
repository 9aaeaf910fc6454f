/// Which pairs are to leave a driver's token, read from standard input.
struct ExportOrder: Codable, Sendable {
  let driver: DriverUnderTest
  let runs: [Run]

  /// So many pairs of one kind.
  struct Run: Codable, Hashable, Sendable {
    /// As `KeyKind` names it.
    let kind: String
    /// Nil takes what the pair's strength asks for.
    var transportBits: Int?
    let count: Int
  }
}

/// A pair that left, a line of the output; or why it did not.
struct ExportRecord: Codable, Sendable {
  let run: ExportOrder.Run
  /// Why there is no pair: the token makes none of this kind; nil where there is one.
  var notOffered: String?
  /// Both in DER. The private key is a test's own, and of no use to anybody.
  var privateKey: [UInt8] = []
  var publicKey: [UInt8] = []
  var mechanism = ""
  var dialect = ""
  var transportBits = 0
  var notes: [String] = []
  var passedOver: [String] = []
  /// Objects that the token has more than before this pair was made.
  var objectsLeft = 0
}
