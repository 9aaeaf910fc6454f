import Foundation
import Support
import Testing

@testable import Cryptoki
@testable import HSM

/// The files of traces: who may read them, when they go, and what is found where they should be.
@Suite struct CallTraceFilesTests {
  private let folder: TemporaryDirectory
  private var path: String { folder.path + "/state/claviger/calls" }

  init() throws { folder = try TemporaryDirectory() }

  private var files: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }

  private func mode(_ path: String) -> mode_t {
    var info = stat()
    lstat(path, &info)
    return info.st_mode & 0o7777
  }

  private func make(_ count: Int, in trace: CallTrace) {
    let driver = trace.number(ofDriver: "prod")
    for _ in 0..<count {
      let since = monotonicNanoseconds()
      let ticket = trace.began(RunningCall(function: .C_Sign, session: 1, since: since), driver: driver)
      trace.ended(
        CallRecord(function: .C_Sign, session: 1, code: .CKR_OK, since: since, nanoseconds: 1, ticket: ticket),
        driver: driver)
    }
  }

  /// Says that the owner of the only trace went at a time, in seconds since 1970.
  private func markGone(at time: UInt64) throws {
    let file = try FileHandle(forUpdating: URL(filePath: path + "/" + #require(files.first)))
    try file.seek(toOffset: UInt64(CallRing.Word.foundGone * 8))
    try file.write(contentsOf: withUnsafeBytes(of: time) { Data($0) })
    try file.close()
  }

  @Test func `folder and file are their owner's alone`() {
    let trace = CallTrace(folder: path)
    make(1, in: trace)
    #expect(mode(path) == 0o700)
    #expect(files.count == 1 && mode(path + "/" + files[0]) == 0o600)
  }

  @Test func `a few calls make a small file, many make it grow to its end`() throws {
    let trace = CallTrace(folder: path)
    func size() throws -> Int {
      try FileManager.default.attributesOfItem(atPath: path + "/" + #require(files.first))[.size] as? Int ?? 0
    }
    make(CallRing.firstSlots, in: trace)
    #expect(try size() == 8192)
    make(CallRing.slots * 2, in: trace)
    #expect(try size() == CallRing.largestFile)
    #expect(CallTraces(folder: path).read().ended.count == CallRing.slots)
  }

  @Test func `another process reads calls, also those that never returned`() throws {
    do {
      let trace = CallTrace(folder: path, command: "claviger sign")
      make(40, in: trace)
      let since = monotonicNanoseconds()
      _ = trace.began(RunningCall(function: .C_Login, session: 1, since: since), driver: trace.number(ofDriver: "prod"))
      let news = CallTraces(folder: path).read()
      #expect(news.ended.count == 40)
      #expect(news.running.map(\.function) == [.C_Login])
    }
    let traces = CallTraces(folder: path)
    let ended = traces.read().ended
    #expect(ended.count == 41)
    #expect(ended.last?.code == nil && ended.last?.isRunning == false && ended.last?.process.command == "claviger sign")
    #expect(traces.read() == CallNews())
  }

  @Test func `a trace goes an hour after its owner, not before`() throws {
    do { make(1, in: CallTrace(folder: path)) }
    do { _ = CallTrace(folder: path) }
    #expect(files.count == 2)
    try FileManager.default.removeItem(atPath: path + "/" + files[1])
    let now = UInt64(Date().timeIntervalSince1970)
    try markGone(at: now - CallTraceFolder.keptSeconds + 60)
    _ = CallTraceFolder(making: path)
    #expect(files.count == 1)
    try markGone(at: now - CallTraceFolder.keptSeconds - 60)
    _ = CallTraceFolder(making: path)
    #expect(files.isEmpty)
  }

  @Test func `a living owner's trace stays, whatever it says`() throws {
    let trace = CallTrace(folder: path)
    make(1, in: trace)
    try markGone(at: 1)
    _ = CallTraceFolder(making: path)
    #expect(files.count == 1)
  }

  @Test func `a folder that others may write into is closed to them, and one that is a link is not used`() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    chmod(path, 0o777)
    #expect(CallTraces(folder: path).read() == CallNews())
    _ = CallTrace(folder: path)
    #expect(mode(path) == 0o700)
    let link = folder.path + "/link"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
    let before = files
    make(1, in: CallTrace(folder: link))
    #expect(files == before)
  }

  @Test func `links, pipes, folders and garbage among the traces are passed over`() throws {
    let trace = CallTrace(folder: path)
    make(5, in: trace)
    let good = try Data(contentsOf: URL(filePath: path + "/" + files[0]))
    let outside = try folder.write("", to: "outside")
    try good.write(to: outside)
    chmod(outside.path, 0o600)
    try FileManager.default.createSymbolicLink(atPath: path + "/1-1.ring", withDestinationPath: outside.path)
    mkfifo(path + "/1-2.ring", 0o600)
    mkdir(path + "/1-3.ring", 0o700)
    for (name, data) in [
      ("empty", Data()), ("short", good.prefix(100)), ("header", good.prefix(CallRing.headerBytes)),
      ("zero", Data(count: 8192)), ("ones", Data(repeating: 255, count: 8192)),
      ("large", good + Data(count: CallRing.largestFile)),
    ] {
      try data.write(to: URL(filePath: path + "/\(name).ring"))
      chmod(path + "/\(name).ring", 0o600)
    }
    try good.write(to: URL(filePath: path + "/open.ring"))
    chmod(path + "/open.ring", 0o644)
    let traces = CallTraces(folder: path)
    #expect(traces.read().ended.count == 5)
    make(2, in: trace)
    #expect(traces.read().ended.count == 2)
  }

  @Test func `a thousand broken rings are read without a crash`() throws {
    let trace = CallTrace(folder: path)
    make(31, in: trace)
    let good = try Data(contentsOf: URL(filePath: path + "/" + files[0]))
    let name = "broken.ring"
    var random = SystemRandomNumberGenerator()
    let other = try #require(CallTraceFolder(path))
    for round in 0..<1000 {
      var bytes = good
      for _ in 0..<1 + round % 8 {
        let place = Bool.random(using: &random) ? Int.random(in: 8..<32) : Int.random(in: 8..<bytes.count)
        bytes[place] = [0, 1, 127, 128, 255, UInt8.random(in: 0...255)].randomElement() ?? 0
      }
      let file = openat(other.descriptor, name, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
      _ = bytes.withUnsafeBytes { write(file, $0.baseAddress, Int.random(in: 6144...$0.count)) }
      close(file)
      let source = try #require(CallTraceSource(name, in: other))
      let news = source.read(now: 1_780_000_000_000_000_000)
      #expect(news.ended.count + news.running.count <= 32)
    }
  }
}
