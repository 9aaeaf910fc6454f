import Foundation
import SecretMemory
import Testing

// Conditions are read into a variable first: #expect copies what it looks into, and a secret cannot be copied.
@Suite struct SecretBytesTests {
  private static func typed(_ text: String, capacity: Int = 64) -> SecretBytes {
    var secret = SecretBytes(capacity: capacity)
    for byte in text.utf8 { _ = secret.append(byte) }
    return secret
  }

  @Test func `what was typed can be read`() {
    let secret = Self.typed("geheim")
    let read = secret.withUnsafeBytes { Array($0) }
    let isLocked = secret.isLocked
    #expect(read == Array("geheim".utf8))
    #expect(isLocked)
  }

  @Test func `a full buffer takes no more`() {
    var secret = SecretBytes(capacity: 2)
    let taken = [secret.append(1), secret.append(2), secret.append(3)]
    let count = secret.count
    #expect(taken == [true, true, false])
    #expect(count == 2)
  }

  @Test func `backspace takes a whole character, and more of them nothing`() {
    var secret = Self.typed("aé")
    var counts: [Int] = []
    for _ in 0..<3 {
      secret.removeLastCharacter()
      counts.append(secret.count)
    }
    #expect(counts == [1, 0, 0])
  }

  @Test func `a box gives its secret once`() {
    let box = SecretBox()
    let typed = box.append(0x31)
    let first = box.take()?.count
    let second = box.take()?.count
    #expect(typed == 1)
    #expect(first == 1)
    #expect(second == nil)
    #expect(box.isEmpty)
  }

  @Test func `a wiped box holds nothing`() {
    let box = SecretBox(Self.typed("1234"))
    box.wipe()
    #expect(box.count == 0)
  }

  @Test func `its pages are locked, left out of core dumps and wiped in a child`() throws {
    let secret = SecretBytes(capacity: 32)
    let isLocked = secret.isLocked && ProcessInfo.processInfo.environment["TSAN_OPTIONS"] == nil
    let address = secret.withUnsafeBytes { UInt(bitPattern: $0.baseAddress) }
    let file = try #require(FileHandle(forReadingAtPath: "/proc/self/smaps"))
    let smaps = String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
    var inside = false
    var flags: Substring?
    for line in smaps.split(separator: "\n") {
      let range = line.prefix { $0 != " " }.split(separator: "-").compactMap { UInt($0, radix: 16) }
      if range.count == 2 { inside = range[0] <= address && address < range[1] }
      if inside, line.hasPrefix("VmFlags:") { flags = line }
    }
    let words = try #require(flags).split(separator: " ")
    // ThreadSanitizer makes mlock(2) do nothing.
    #expect(words.contains("lo") || !isLocked, "not locked")
    #expect(words.contains("dd"), "not left out of dumps")
    #expect(words.contains("wf"), "not wiped on fork")
    _ = consume secret
  }
}
