public import Foundation

/// What a program left behind.
public struct ProgramResult: Sendable {
  public let status: ExitStatus
  public let output: Data
  public let error: Data

  public var stdout: String { String(decoding: output, as: UTF8.self) }
  public var stderr: String { String(decoding: error, as: UTF8.self) }
}

/// Runs a program to its end, without a terminal.
///
/// - Parameter environment: added to ``TestEnvironment``.
/// - Parameter input: what it reads from its standard input, which then ends.
public func run(
  _ program: URL, _ arguments: [String] = [], environment: [String: String] = [:], input: Data = Data(),
  timeout: Duration = .seconds(30)
) throws -> ProgramResult {
  let standardInput = try ChildStream(toChild: true)
  let standardOutput = try ChildStream(toChild: false)
  let standardError = try ChildStream(toChild: false)
  let process = try SpawnedProcess(
    program, arguments, TestEnvironment.with(environment),
    .pipes(input: standardInput.childEnd, output: standardOutput.childEnd, error: standardError.childEnd))
  for pipe in [standardInput, standardOutput, standardError] { pipe.closeChildEnd() }

  var rest = input[...]
  if rest.isEmpty { standardInput.closeOwnEnd() }
  let deadline = ContinuousClock.now + timeout * TestEnvironment.patience
  // A grandchild may hold the pipes open: the program's own end counts.
  while process.pollStatus() == nil || standardOutput.isOpen || standardError.isOpen {
    let hasEnded = process.pollStatus() != nil
    let pipes = [standardOutput, standardError].filter(\.isOpen)
    var requests = pipes.map { pollfd(fd: $0.ownEnd, events: Int16(POLLIN), revents: 0) }
    if !hasEnded { requests.append(pollfd(fd: process.descriptor, events: Int16(POLLIN), revents: 0)) }
    if standardInput.isOpen {
      requests.append(pollfd(fd: standardInput.ownEnd, events: Int16(POLLOUT), revents: 0))
    }
    guard ContinuousClock.now < deadline else {
      throw SupportError("\(program.lastPathComponent) \(arguments) did not end in time: \(standardError.text)")
    }
    let ready = poll(&requests, nfds_t(requests.count), hasEnded ? 50 : 200)
    for pipe in pipes { pipe.readAvailable() }
    if standardInput.isOpen { standardInput.writeAvailable(&rest) }
    if hasEnded, ready == 0 { break }
  }
  guard let status = process.pollStatus() else { throw SupportError("\(program.path) has no status") }
  return ProgramResult(status: status, output: standardOutput.content, error: standardError.content)
}
