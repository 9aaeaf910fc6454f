import ArgumentParser
import Foundation
import Glibc

struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Open the console on an embedded SoftHSM token with sample keys.",
    discussion: "Everything lies in one private directory; its claviger.yaml serves every other command.")

  @Option(help: ArgumentHelp("Where the demo lies.", valueName: "directory"))
  var directory: String?

  @Flag(help: "Make the demo anew. Only a directory that a demo made is emptied.")
  var reset = false

  @Flag(help: "Put the rehearsal module before the driver, which fails and hangs on command.")
  var rehearse = false

  @OptionGroup var options: GlobalOptions

  func run() throws {
    let invocation = try Invocation(options)
    let place = try DemoDirectory(explicit: directory, environment: invocation.environment)
    if reset { try place.remove() }
    if !place.isComplete { try place.prepare(invocation) }
    var configuration = place.configurationFile
    if rehearse {
      let rehearsal = DemoRehearsal(in: place)
      try rehearsal.prepare()
      configuration = rehearsal.configurationFile
      for line in rehearsal.words { invocation.streams.message(line) }
    }
    guard isatty(0) == 1, invocation.streams.resultsAreTerminal else {
      invocation.streams.print("configuration: \(configuration)\n")
      // As it was started: a program just built is not in PATH.
      let program = CommandLine.arguments.first ?? "claviger"
      invocation.streams.print("open it with:  \(program) --config \(configuration)\n")
      return
    }
    try ConsoleLoop.run(invocation.with(configuration: configuration))
  }
}
