import Testing

@testable import Console

struct WrappedTextTests {
  @Test(arguments: [
    ("", 10, [""]),
    ("to the point", 20, ["to the point"]),
    ("to the point", 8, ["to the", "point"]),
    ("Enter go on   Esc leave", 30, ["Enter go on   Esc leave"]),
    ("Type two  spaces here", 17, ["Type two  spaces", "here"]),
    ("一二三四", 4, ["一二", "三四"]),
    ("abcdefgh ij", 3, ["abc", "def", "gh", "ij"]),
    ("一", 1, ["一", ""]),
  ])
  func `a text is broken between words, and keeps its spaces`(text: String, width: Int, lines: [String]) {
    #expect(wrapped(text, width: width) == lines)
  }
}
