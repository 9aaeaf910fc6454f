public import Foundation

/// Where some bytes stand in another process's writable memory.
public struct ProcessMemory {
  /// One place, and what the kernel was told of the memory there.
  public struct Place: Sendable, Hashable {
    /// The file or the kernel's word for the mapping: `[heap]`, `[stack]`; empty for anonymous memory.
    public let mapping: String
    /// Kept out of swap.
    public let isLocked: Bool
    /// Kept out of core dumps.
    public let isLeftOutOfDumps: Bool
  }

  private struct Region {
    var range: Range<UInt>
    var mapping: String
    var flags: Set<String> = []
  }

  private let process: Int32

  public init(of process: Int32) { self.process = process }

  /// Looks for the bytes; the reader needs the right to trace the process.
  public func places(of text: String) throws -> [Place] { try places(of: Data(text.utf8)) }

  public func places(of wanted: Data) throws -> [Place] {
    let memory = open("/proc/\(process)/mem", O_RDONLY)
    guard memory >= 0 else { throw SupportError("the memory of process \(process) cannot be read") }
    defer { close(memory) }
    return try regions().flatMap { region in
      [Place](
        repeating: Place(
          mapping: region.mapping, isLocked: region.flags.contains("lo"),
          isLeftOutOfDumps: region.flags.contains("dd")), count: count(wanted, in: region.range, memory))
    }
  }

  private func count(_ wanted: Data, in range: Range<UInt>, _ memory: Int32) -> Int {
    let chunk = 1 << 20
    var buffer = [UInt8](repeating: 0, count: chunk + wanted.count)
    var found = 0
    var start = range.lowerBound
    while start < range.upperBound {
      let length = min(buffer.count, Int(range.upperBound - start))
      let read = pread(memory, &buffer, length, Int(bitPattern: start))
      // A page that is gone, or was never touched, holds nothing.
      if read >= wanted.count {
        let bytes = Data(buffer[..<read])
        var rest = bytes.startIndex
        while let hit = bytes.range(of: wanted, in: rest..<bytes.endIndex) {
          // What lies in the overlap is counted with the next chunk.
          if hit.lowerBound < chunk { found += 1 }
          rest = hit.lowerBound + 1
        }
      }
      start += UInt(chunk)
    }
    return found
  }

  private func regions() throws -> [Region] {
    let text = try kernelFile("/proc/\(process)/smaps")
    var regions: [Region] = []
    for line in text.split(separator: "\n") {
      let fields = line.split(separator: " ", maxSplits: 5, omittingEmptySubsequences: true).map(String.init)
      if let first = fields.first, !first.hasSuffix(":"), fields.count >= 5 {
        let ends = first.split(separator: "-").compactMap { UInt($0, radix: 16) }
        guard ends.count == 2 else { continue }
        // Others cannot hold a copy: no byte can be written there.
        let isWritable = fields[1].hasPrefix("rw")
        let range = isWritable && ends[1] - ends[0] < 1 << 30 ? ends[0]..<ends[1] : ends[0]..<ends[0]
        regions.append(Region(range: range, mapping: fields.count > 5 ? fields[5] : ""))
      } else if line.hasPrefix("VmFlags:"), !regions.isEmpty {
        regions[regions.count - 1].flags = Set(line.split(separator: " ").dropFirst().map(String.init))
      }
    }
    return regions
  }
}
