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
    let environment = ProcessInfo.processInfo.environment
    let isLocked = secret.isLocked && environment["TSAN_OPTIONS"] == nil && environment["ASAN_OPTIONS"] == nil
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
    // The sanitizers make mlock(2) do nothing.
    #expect(words.contains("lo") || !isLocked, "not locked")
    #expect(words.contains("dd"), "not left out of dumps")
    #expect(words.contains("wf"), "not wiped on fork")
    _ = consume secret
  }

  @Test(arguments: [("12é", 2), ("1€", 1), ("a𝄞", 1), ("ab", 1), ("", 0)])
  func `backspace takes all bytes of a character`(typed: String, left: Int) {
    var secret = Self.typed(typed)
    secret.removeLastCharacter()
    let count = secret.count
    #expect(count == left)
    // What is taken off is wiped at once, not only when the buffer goes.
    let rest = secret.withUnsafeBytes { bytes in
      (left..<8).map { bytes.baseAddress?.load(fromByteOffset: $0, as: UInt8.self) }
    }
    #expect(rest.allSatisfy { $0 == 0 })
  }

  @Test(arguments: [(-5, 0), (0, 0), (3, 3), (4, 4), (900, 4)])
  func `a filling that lies about its length is cut`(claimed: Int, held: Int) {
    let secret = SecretBytes(count: 4) { room in
      room.copyBytes(from: [1, 2, 3, 4])
      return claimed
    }
    let count = secret.count
    #expect(count == held)
  }

  @Test func `of many takers one gets the secret`() async {
    for _ in 0..<50 {
      let box = SecretBox(Self.typed("1234"))
      let winners = await withTaskGroup(of: Int.self) { group in
        for _ in 0..<8 { group.addTask { box.take()?.count == nil ? 0 : 1 } }
        return await group.reduce(0, +)
      }
      #expect(winners == 1)
    }
  }

  @Test func `a box takes as much as its buffer holds, and the last secret put in counts`() {
    let box = SecretBox()
    for _ in 0..<300 { _ = box.append(0x37) }
    #expect(box.count == 255)
    box.put(Self.typed("22"))
    #expect(box.count == 2)
    let copied = box.copy()?.count
    #expect(copied == 2)
    #expect(box.count == 2)
  }
}
