import Cryptoki
import Testing

@Suite struct CKDateTests {
  @Test(arguments: [
    ("1970-01-01", 0), ("2000-02-29", 11_016), ("2026-11-24", 20_781), ("1969-12-31", -1), ("2100-03-01", 47_541),
  ])
  func `days are counted as the calendar counts them`(text: String, number: Int) throws {
    let date = try #require(CKDate(text))
    #expect(date.dayNumber == number)
    #expect(CKDate(secondsSince1970: number * 86_400 + 86_399) == date)
  }

  @Test(arguments: ["", "2026-1-1", "20260101", "2026-13-01", "2026-00-10", "٢٠٢٦-٠١-٠١"])
  func `what is no date is none`(text: String) {
    #expect(CKDate(text) == nil)
  }

  @Test func `a token's eight digits are read and written`() {
    #expect(CKDate(bytes: Array("20261231".utf8))?.description == "2026-12-31")
    #expect(CKDate(bytes: Array("2026123".utf8)) == nil)
    #expect(CKDate(bytes: Array("20261x31".utf8)) == nil)
    #expect(CKDate("2026-12-31")?.bytes == Array("20261231".utf8))
  }
}
