import Dispatch
import Foundation

/// Says on the terminal how long a login has been waiting for a person at a PIN pad.
struct PINPadWait {
  private let timer: (any DispatchSourceTimer)?
  private let streams: StandardStreams

  init(driver: String, on streams: StandardStreams) {
    self.streams = streams
    let words = "waiting at the PIN pad of \(PlainText.safe(driver))"
    guard streams.messagesAreTerminal else {
      timer = nil
      streams.message("\(words) …")
      return
    }
    let since = Date()
    let timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "PIN pad"))
    self.timer = timer
    timer.schedule(deadline: .now(), repeating: 1)
    timer.setEventHandler(
      handler: DispatchWorkItem { @Sendable in
        StandardStreams.write("\r\(words) for \(Int(Date().timeIntervalSince(since))) s ", to: streams.messages)
      })
    timer.resume()
  }

  func end() {
    guard let timer else { return }
    timer.cancel()
    streams.message("")
  }
}
