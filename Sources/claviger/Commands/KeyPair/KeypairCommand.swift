import ArgumentParser

struct KeypairCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keypair", abstract: "Key pairs made by a token for use outside it.",
    subcommands: [KeypairGenerateCommand.self])
}
