import Curses
import Testing

struct ScreenTextTests {
  @Test(arguments: [
    ("payments", 8), ("größe", 5), ("鍵", 2), ("鍵束", 4), ("한국", 4), ("ｆｕｌｌ", 8), ("ｶﾅ", 2), ("🔑", 2), ("e\u{301}", 1),
    ("ก็", 1), ("→", 1), ("…", 1), ("│", 1), ("", 0), ("\u{1100}\u{1161}\u{11A8}", 2),
  ])
  func `a text takes as many columns as a terminal gives it`(text: String, width: Int) {
    #expect(ScreenText.width(of: text) == width)
  }

  @Test func `a character takes none, one or two columns`() {
    #expect(ScreenText.width("a") == 1)
    #expect(ScreenText.width("鍵") == 2)
    #expect(ScreenText.width("\u{07}") == 0)
  }

  @Test(arguments: [
    ("evil \u{1B}[31mred", "evil �[31mred"),
    ("line\nbreak\ttab\r", "line�break�tab�"),
    ("\u{9B}31m", "�31m"), ("del\u{7F}", "del�"), ("nul\u{0}", "nul�"),
    ("abc\u{202E}fdp.exe", "abc�fdp.exe"), ("\u{2066}isolate\u{2069}", "�isolate�"),
    ("zero\u{200B}width", "zero�width"), ("soft\u{AD}hyphen", "soft�hyphen"), ("\u{FEFF}mark", "�mark"),
    ("a\u{2028}b\u{2029}c", "a�b�c"), ("private\u{E000}", "private�"), ("none\u{0378}", "none�"),
    ("tag\u{E0041}", "tag�"), ("filler\u{3164}", "filler�"), ("join\u{34F}er", "join�er"),
  ])
  func `what could act on the terminal, or hide, is one visible mark`(text: String, shown: String) {
    #expect(ScreenText.safe(text) == shown)
    #expect(ScreenText.width(of: text) == shown.count)
  }

  @Test func `bytes that are no UTF-8 are visible too`() {
    #expect(ScreenText.safe([0x6B, 0xFF, 0x65, 0xC3]) == "k�e�")
    #expect(ScreenText.safe([0xC0, 0x9B]).allSatisfy { $0 == "�" })
    #expect(ScreenText.safe(Array("größe".utf8)) == "größe")
  }

  @Test func `pictures that terminals join as they please are cut into parts`() {
    #expect(ScreenText.safe("👩\u{200D}💻") == "👩�💻")
    #expect(ScreenText.safe("👍🏽") == "👍�")
    #expect(ScreenText.width(of: ScreenText.safe("🇩🇪")) == 2)
    #expect(ScreenText.safe("❤\u{FE0F}") == "❤")
  }

  @Test func `a tower of marks is cut, and shows that it was`() {
    let tower = "e" + String(repeating: "\u{301}", count: 40)
    let safe = ScreenText.safe(tower)
    #expect(safe.unicodeScalars.count == 6)
    #expect(safe.last == "�")
    #expect(ScreenText.width(of: tower) == 2)
  }

  @Test func `a mark with nothing to stand on is visible`() {
    #expect(ScreenText.safe("\u{301}abc") == "�abc")
  }

  @Test func `safe text stays as it is`() {
    for text in ["key-2026", "Zahlungen / Test", "鍵🔑", "e\u{301}", "a�b", "evil \u{1B}\u{301}[m"] {
      let once = ScreenText.safe(text)
      #expect(ScreenText.safe(once) == once)
    }
  }
}
