internal import Foundation

/// The textual encoding of RFC 7468.
public enum PEM {
  public static func text(_ label: String, _ der: [UInt8]) -> String {
    let body = Data(der).base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
    return "-----BEGIN \(label)-----\n\(body)\n-----END \(label)-----\n"
  }

  /// The bytes of the first block with a label; nil where there is none that can be read.
  public static func bytes(_ label: String, in text: String) -> [UInt8]? {
    guard let begin = text.range(of: "-----BEGIN \(label)-----"),
      let end = text.range(of: "-----END \(label)-----", range: begin.upperBound..<text.endIndex)
    else { return nil }
    let body = text[begin.upperBound..<end.lowerBound].filter { !$0.isWhitespace }
    return Data(base64Encoded: body).map { Array($0) }
  }
}
