import Curses
import Foundation
import Glibc
import Settings

/// Where themes lie: the person's own, those beside the program, those of the checkout that it was built in.
struct ThemeSearch {
  struct Found: Hashable {
    let name: String
    /// Nil for the theme that is compiled in.
    let path: String?
  }
  private let folders: [String]
  private let trustsPermissions: Bool

  init(_ invocation: Invocation) {
    var folders: [String] = []
    let environment = invocation.environment
    if let configuration = environment["XDG_CONFIG_HOME"], configuration.hasPrefix("/") {
      folders.append(configuration + "/claviger/themes")
    } else if let home = environment["HOME"] {
      folders.append(home + "/.config/claviger/themes")
    }
    let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().path
    let beside = (program as NSString).deletingLastPathComponent
    folders += [beside + "/themes", (beside as NSString).deletingLastPathComponent + "/share/claviger/themes"]
    if let build = program.range(of: "/.build") { folders.append(program[..<build.lowerBound] + "/themes") }
    self.folders = folders
    trustsPermissions = invocation.options.trustPermissions
  }

  /// All themes by name; the first folder that has one wins.
  var all: [Found] {
    var found: [String: Found] = ["dark": Found(name: "dark", path: nil)]
    for folder in folders.reversed() {
      // A folder that is not there has no themes.
      for file in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where file.hasSuffix(".yaml") {
        let name = String(file.dropLast(5))
        found[name] = Found(name: name, path: folder + "/" + file)
      }
    }
    return found.values.sorted { $0.name < $1.name }
  }

  /// Loads the theme that a person chose.
  func load(_ choice: ThemeChoice) throws -> Theme {
    let path: String
    switch choice {
    case .path(let chosen): path = chosen
    case .name(let name):
      guard let found = all.first(where: { $0.name == name }) else {
        throw CommandFailure(
          2, "there is no theme \(name)", remedy: "there are \(all.map(\.name).joined(separator: ", "))")
      }
      guard let file = found.path else { return .dark }
      path = file
    }
    do {
      let text = try String(contentsOfFile: path, encoding: .utf8)
      return try Theme(yaml: text, name: path)
    } catch let error as ThemeError {
      throw CommandFailure(2, "the theme cannot be used: \(error)", remedy: "correct the file, or choose another theme")
    } catch {
      throw CommandFailure(
        2, "the theme \(path) cannot be read", remedy: "choose another theme: `claviger themes list`")
    }
  }
}
