import ArgumentParser

struct TokenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token", abstract: "Set a token up, and look after its PINs.",
    subcommands: [TokenInitCommand.self, TokenInitPINCommand.self, TokenChangePINCommand.self, TokenUnlockCommand.self])
}
