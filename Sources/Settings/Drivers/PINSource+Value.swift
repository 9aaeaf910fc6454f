internal import HSM

extension PINSource {
  /// `prompt`, `protected`, `{file: PATH}` or `{command: [WORD, …]}`.
  ///
  /// What is written is never repeated in an error: it may be the PIN itself.
  init(_ value: Value, in folder: Folder) throws(SettingsError) {
    switch value.content {
    case .scalar("prompt", _): self = .prompt
    case .scalar("protected", _): self = .protected
    case .mapping: self = try Self.fileOrCommand(value, in: folder)
    case .scalar, .list:
      throw SettingsError(
        at: value.place, "does not say where the PIN comes from",
        remedy: "write prompt, protected, {file: PATH} or {command: [PROGRAM, WORD]}; a PIN itself has no place here")
    }
  }

  private static func fileOrCommand(_ value: Value, in folder: Folder) throws(SettingsError) -> PINSource {
    let section = try Section(value, keys: ["file", "command"])
    switch (section["file"], section["command"]) {
    case (let file?, nil): return .file(path: try file.path(in: folder))
    case (nil, let command?): return .command(try words(command, in: folder))
    default:
      throw SettingsError(at: value.place, "must have one of file and command")
    }
  }

  /// A program with a slash is a path; one without is sought in PATH when it is run.
  private static func words(_ value: Value, in folder: Folder) throws(SettingsError) -> [String] {
    var words: [String] = []
    for word in try value.list(of: "words") { words.append(folder.expanded(try word.anyText())) }
    guard let program = words.first, !program.isEmpty else {
      throw SettingsError(at: value.place, "names no program")
    }
    if program.contains("/") { words[0] = folder.absolute(program) }
    return words
  }
}
