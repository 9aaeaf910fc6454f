import ArgumentParser
import Console
import Curses

struct KeysHelpCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys-help", abstract: "The console's keys, by screen.")

  @Flag(help: "Write docs/keys.md.")
  var markdown = false

  @OptionGroup var options: GlobalOptions

  func run() throws {
    let invocation = try Invocation(options)
    if options.json {
      let rows = Action.allCases.map { action in
        JSONValue.object([
          ("name", .string(action.row.name)), ("keys", .strings(action.row.keystrokes.map(\.name))),
          ("help", .string(action.row.help)),
          ("screens", action.row.screens.map { .strings($0.map(\.rawValue)) } ?? .null),
        ])
      }
      invocation.streams.print(JSONValue.array(rows).text + "\n")
    } else if markdown {
      invocation.streams.print(Self.markdownText)
    } else {
      var table = TextTable(["KEYS", "ACTION", "WHERE", "WHAT IT DOES"])
      for action in Action.allCases {
        table.add([
          Keymap.standard.shownKeys(for: action), action.row.name, Self.place(action), action.row.help,
        ])
      }
      invocation.streams.print(table.text)
    }
  }

  private static func place(_ action: Action) -> String {
    action.row.screens?.map(\.title).joined(separator: ", ") ?? "everywhere"
  }

  static var markdownText: String {
    var text = """
      # Keys

      Made by `claviger keys-help --markdown` from the table of actions. An action's name is what `keys:` in the
      configuration and the palette (`:`) call it.

      | keys | action | where | what it does |
      |---|---|---|---|

      """
    for action in Action.allCases {
      let keys = action.row.keystrokes.map { "`\($0.name)`" }.joined(separator: " ")
      text += "| \(keys) | \(action.row.name) | \(place(action)) | \(action.row.help) |\n"
    }
    return text
  }
}

struct CompletionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completion", abstract: "Print the completion script of a shell.")

  enum Shell: String, ExpressibleByArgument, CaseIterable { case bash, zsh, fish }

  @Argument(help: "bash, zsh or fish.")
  var shell: Shell

  @OptionGroup var options: GlobalOptions

  func run() throws {
    let invocation = try Invocation(options)
    let kind: CompletionShell =
      switch shell {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    invocation.streams.print(Claviger.completionScript(for: kind) + "\n")
  }
}
