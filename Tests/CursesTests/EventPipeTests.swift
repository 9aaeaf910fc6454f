import Curses
import Dispatch
import Testing

struct EventPipeTests {
  @Test func `another thread ends the wait`() {
    let pipe = EventPipe()
    let other = EventPipe()
    #expect(waitForInput(descriptors: [pipe.descriptor], timeoutMilliseconds: 0) == [])
    DispatchQueue.global().async { pipe.signal() }
    let both = [other.descriptor, pipe.descriptor]
    #expect(waitForInput(descriptors: both, timeoutMilliseconds: nil) == [pipe.descriptor])
    pipe.signal()
    pipe.drain()
    #expect(waitForInput(descriptors: [pipe.descriptor], timeoutMilliseconds: 0) == [])
  }
}
