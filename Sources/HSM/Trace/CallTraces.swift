internal import Foundation

/// The traces of all processes of this user, those that ended within the last hour too.
public final class CallTraces {
  private let folder: CallTraceFolder?
  private var sources: [String: CallTraceSource] = [:]
  /// Traces that will not change any more, and what is none.
  private var finished: Set<String> = []

  /// - Parameter folder: `…/claviger/calls`. Where it is missing, or others could write there, there are no traces.
  public init(folder: String?) { self.folder = folder.flatMap { CallTraceFolder($0) } }

  /// Reads what came since the last time, in the order of time.
  public func read() -> CallNews {
    guard let folder else { return CallNews() }
    var all = CallNews()
    let now = UInt64(max(0, Date().timeIntervalSince1970) * 1e9)
    let names = Set(folder.names)
    finished.formIntersection(names)
    for name in names.subtracting(finished).sorted() {
      guard let source = sources[name] ?? CallTraceSource(name, in: folder), source.isSound else {
        finished.insert(name)
        continue
      }
      sources[name] = source
      let isAlive = source.isAlive
      let news = source.read(now: now)
      all.ended += news.ended
      all.running += news.running
      all.lost += news.lost
      if !isAlive {
        finished.insert(name)
        sources[name] = nil
      }
    }
    all.ended.sort { ($0.at, $0.process.id, $0.number) < ($1.at, $1.process.id, $1.number) }
    all.running.sort { ($0.at, $0.process.id, $0.number) < ($1.at, $1.process.id, $1.number) }
    return all
  }
}
