import ArgumentParser
import COpenSSL
import Glibc
import SecretMemory

/// The program. Everything that the console can do, a command can do, on the same model, with the same words.
@main
struct Claviger: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "claviger",
    abstract: "Look after HSMs over PKCS#11, and the keys that protect secrets.",
    discussion: "Without a command, the console opens. Try `claviger demo`.",
    version: version,
    subcommands: [
      DemoCommand.self, StatusCommand.self, SlotsCommand.self, TokensCommand.self, MechanismsCommand.self,
      TokenCommand.self,
      KeysCommand.self, DefaultsCommand.self, TypesCommand.self, PoliciesCommand.self, SignCommand.self,
      VerifyCommand.self, EncryptCommand.self, DecryptCommand.self, DriversCommand.self,
      KeypairCommand.self, CallsCommand.self,
      SecretsCommand.self, StoreCommand.self, AuditCommand.self,
      ConfigCommand.self, ThemesCommand.self, KeysHelpCommand.self, CompletionCommand.self,
    ])

  @OptionGroup var options: GlobalOptions

  func run() throws {
    try ConsoleLoop.run(try Invocation(options))
  }

  static func main() {
    // A driver's library that writes to a server which has gone must not end the console.
    signal(SIGPIPE, SIG_IGN)
    keepFreedMemory()
    // Threads may be ending, or hang in a driver, when the process exits: a clean-up then would free what they free.
    OPENSSL_init_crypto(UInt64(OPENSSL_INIT_NO_ATEXIT), nil)
    guard refuseProcessDumps() else { Glibc.exit(1) }
    Glibc.exit(CommandEnd.status(of: CommandLine.arguments.dropFirst()))
  }
}
