import Glibc
import SecretMemory
import Testing

/// A PIN that stands nowhere in memory: only what it is XORed with, and the result.
private struct HiddenPIN {
  private let masked: [UInt8]
  private let mask: UInt8 = 0xA5

  init() { masked = (0..<24).map { _ in .random(in: 1...255) } }

  var count: Int { masked.count }
  subscript(_ index: Int) -> UInt8 { masked[index] ^ mask }

  /// In how many places of this process's writable memory the PIN stands.
  func places() throws -> Int {
    let chunk = 1 << 20
    let buffer = try #require(mmap(nil, chunk, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0))
    let own = UInt(bitPattern: buffer)
    defer { munmap(buffer, chunk) }
    let memory = open("/proc/self/mem", O_RDONLY)
    try #require(memory >= 0)
    defer { close(memory) }
    var found = 0
    let ownEnd = own + UInt(chunk)
    // The kernel shows anonymous regions side by side as one: only the reader's own buffer is left out.
    let parts = try regions().flatMap { region in
      region.contains(own) ? [region.lowerBound..<own, min(ownEnd, region.upperBound)..<region.upperBound] : [region]
    }
    for region in parts {
      var start = region.lowerBound
      while start < region.upperBound {
        let length = min(chunk, Int(region.upperBound - start))
        // A region that went meanwhile cannot be read, and holds nothing.
        let read = pread(memory, buffer, length, Int(start))
        if read < count { break }
        found += occurrences(in: UnsafeRawBufferPointer(start: buffer, count: read))
        memset(buffer, 0, read)
        if start + UInt(read) >= region.upperBound { break }
        start += UInt(read - count + 1)
      }
    }
    return found
  }

  private func occurrences(in bytes: UnsafeRawBufferPointer) -> Int {
    guard let base = bytes.baseAddress else { return 0 }
    var found = 0
    var offset = 0
    while offset <= bytes.count - count,
      let hit = memchr(base + offset, Int32(self[0]), bytes.count - count - offset + 1)
    {
      offset = UnsafeRawPointer(hit) - base
      if (1..<count).allSatisfy({ bytes[offset + $0] ^ mask == masked[$0] }) { found += 1 }
      offset += 1
    }
    return found
  }

  private func regions() throws -> [Range<UInt>] {
    let file = try #require(fopen("/proc/self/maps", "r"))
    defer { fclose(file) }
    var line: UnsafeMutablePointer<CChar>?
    var room = 0
    defer { free(line) }
    var regions: [Range<UInt>] = []
    while getline(&line, &room, file) > 0, let line {
      let fields = String(cString: line).split(separator: " ")
      let ends = fields[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
      // Sanitizers map terabytes of shadow memory, in which no byte of the program stands as it is.
      if fields[1].hasPrefix("rw"), ends.count == 2, ends[1] - ends[0] < 1 << 29 { regions.append(ends[0]..<ends[1]) }
    }
    return regions
  }
}

@Suite struct MemoryScanTests {
  @Test func `a PIN stands in memory once while it is held, and nowhere afterwards`() throws {
    let pin = HiddenPIN()
    #expect(try pin.places() == 0)
    let box = SecretBox()
    for index in 0..<pin.count { _ = box.append(pin[index]) }
    #expect(try pin.places() == 1)
    do {
      let taken = try box.take().orThrow()
      let whileTaken = try pin.places()
      #expect(whileTaken == 1)
      let copy = taken.copy()
      let withCopy = try pin.places()
      #expect(withCopy == 2)
      let counts = [taken.count, copy.count]
      #expect(counts == [pin.count, pin.count])
    }
    #expect(try pin.places() == 0)
  }

  @Test func `wiping leaves nothing`() throws {
    let pin = HiddenPIN()
    let box = SecretBox()
    for index in 0..<pin.count { _ = box.append(pin[index]) }
    #expect(try pin.places() == 1)
    box.wipe()
    #expect(try pin.places() == 0)
  }
}

extension Optional where Wrapped: ~Copyable {
  /// `#require` copies what it looks at, and a secret cannot be copied.
  fileprivate consuming func orThrow() throws -> Wrapped {
    guard let value = consume self else { throw Missing() }
    return value
  }
}

private struct Missing: Error {}
