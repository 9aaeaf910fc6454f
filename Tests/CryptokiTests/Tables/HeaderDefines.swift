import Foundation

/// The `#define CK…` lines of the two C headers, read as text: the numbers as they were published, not as Swift sees them.
struct HeaderDefines {
  let values: [String: UInt]

  static let all: HeaderDefines = {
    do { return try HeaderDefines() } catch { fatalError("the headers cannot be read: \(error)") }
  }()

  private init() throws {
    let additions = repository.appending(path: "Sources/CCryptoki/include/CCryptokiAdditions.h")
    var values: [String: UInt] = [:]
    for path in ["/usr/include/softhsm/pkcs11.h", additions.path(percentEncoded: false)] {
      let text = try String(contentsOfFile: path, encoding: .utf8)
      for line in text.split(separator: "\n") where line.hasPrefix("#define") {
        let words = line.dropFirst("#define".count).split(maxSplits: 1) { $0 == " " || $0 == "\t" }
        guard words.count == 2, words[0].hasPrefix("CK"), words[0].contains("_") else { continue }
        values[String(words[0])] = Self.number(String(words[1]), values)
      }
    }
    self.values = values
  }

  /// All names with a prefix such as `CKA_`.
  func names(_ prefix: String) -> Set<String> { Set(values.keys.filter { $0.hasPrefix(prefix) }) }

  /// The few forms that the headers use: `0x10UL`, `(1UL << 31)` with or without a cast, `(NAME|0x1UL)`.
  private static func number(_ text: String, _ known: [String: UInt]) -> UInt? {
    let bare = text.replacing("(unsigned long)", with: "").filter { !"() \t".contains($0) }
    if bare.contains("<<") {
      let sides = bare.split(separator: "<<").map { literal(String($0)) }
      guard sides.count == 2, let value = sides[0], let shift = sides[1] else { return nil }
      return value << shift
    }
    return bare.split(separator: "|").reduce(UInt?.some(0)) { sum, part in
      guard let sum, let value = known[String(part)] ?? literal(String(part)) else { return nil }
      return sum | value
    }
  }

  private static func literal(_ text: String) -> UInt? {
    let digits = text.lowercased().trimming(suffix: "ul")
    return digits.hasPrefix("0x") ? UInt(digits.dropFirst(2), radix: 16) : UInt(digits)
  }
}

/// The folder that Package.swift lies in.
let repository = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

extension String {
  fileprivate func trimming(suffix: String) -> String { hasSuffix(suffix) ? String(dropLast(suffix.count)) : self }
}
