import ArgumentParser

struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "Look after the keys on the tokens.",
    subcommands: [
      KeysListCommand.self, KeysShowCommand.self, KeysGenerateCommand.self, KeysRenameCommand.self,
      KeysSetCommand.self, KeysDeleteCommand.self, KeysTestCommand.self, KeysPublicCommand.self,
      KeysRequestCommand.self, KeysImportCertificateCommand.self, KeysExportCertificateCommand.self,
    ])
}
