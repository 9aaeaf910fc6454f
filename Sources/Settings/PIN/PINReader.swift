public import HSM
public import SecretMemory
internal import FoundationEssentials
internal import Glibc

/// Reads a PIN from a file or from a command, straight into locked memory.
///
/// Taken is what stands before the first newline: 1 to 255 bytes.
public struct PINReader: Sendable {
  private let trustsPermissions: Bool
  private let environment: [String: String]
  private let commandDeadline: Duration

  /// - Parameters:
  ///   - environment: that commands are given; nil means this process's own.
  ///   - trustsPermissions: reads files and runs commands that others can change or read.
  public init(trustsPermissions: Bool = false, environment: [String: String]? = nil) {
    self.init(
      trustsPermissions: trustsPermissions, environment: environment ?? ProcessInfo.processInfo.environment,
      commandDeadline: .seconds(30))
  }

  init(trustsPermissions: Bool, environment: [String: String], commandDeadline: Duration) {
    self.trustsPermissions = trustsPermissions
    self.environment = environment
    self.commandDeadline = commandDeadline
  }

  /// Answers nil where a person, or the token's own PIN pad, is to give the PIN.
  public func read(_ source: PINSource) throws(SettingsError) -> SecretBytes? {
    switch source {
    case .prompt, .protected: nil
    case .file(let path): try readFile(path)
    case .command(let words): try readCommand(words)
    }
  }

  /// What a source is known by until it changes: a file's path, device, number and time of change; a command's words.
  /// Nil where a person, or the token's own PIN pad, is to give the PIN.
  public func identity(of source: PINSource) throws(SettingsError) -> String? {
    switch source {
    case .prompt, .protected: return nil
    case .command(let words): return "command \(words)"
    case .file(let path):
      let file = try trusted(Folder.current.absolute(path), as: .pinFile)
      let changed = file.info.st_ctim
      return "file \(file.path) \(file.info.st_dev) \(file.info.st_ino) \(changed.tv_sec).\(changed.tv_nsec)"
    }
  }

  /// Reads a PIN's line from a descriptor that the caller was started with, and closes it.
  public func readDescriptor(_ descriptor: Int32) throws(SettingsError) -> SecretBytes {
    defer { close(descriptor) }
    return try PINLine.secret(from: "descriptor \(descriptor)") { (line) throws(SettingsError) in
      while !line.isDecided, line.take(from: descriptor) != .ended {}
    }
  }

  /// - Parameter path: absolute, or relative to the working directory.
  public func readFile(_ path: String) throws(SettingsError) -> SecretBytes {
    let file = try trusted(Folder.current.absolute(path), as: .pinFile)
    let descriptor = open(file.path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw SettingsError("the PIN file \(path) cannot be read: \(String(cString: strerror(errno)))")
    }
    defer { close(descriptor) }
    var info = stat()
    guard fstat(descriptor, &info) == 0, info.st_dev == file.info.st_dev, info.st_ino == file.info.st_ino else {
      throw SettingsError("the PIN file \(path) was replaced while it was looked at", remedy: "try again")
    }
    return try PINLine.secret(from: "the PIN file \(path)") { (line) throws(SettingsError) in
      while !line.isDecided, line.take(from: descriptor) != .ended {}
    }
  }

  /// - Parameter words: a program, sought in PATH where it has no slash, and its arguments.
  public func readCommand(_ words: [String]) throws(SettingsError) -> SecretBytes {
    guard let name = words.first else { throw SettingsError("the PIN command names no program") }
    let search = ProgramSearch(path: environment["PATH"] ?? ProgramSearch.standardPath)
    let path = Folder.current.absolute(try search.find(name))
    _ = try trusted(path, as: .pinCommand)
    let command = PINCommand(
      name: "the PIN command \(name)", path: path, words: words, environment: environment,
      deadline: commandDeadline)
    return try PINLine.secret(from: command.name) { (line) throws(SettingsError) in
      try command.run(into: &line)
    }
  }

  private func trusted(_ path: String, as subject: FileTrust.Subject) throws(SettingsError) -> FileWalk.Step {
    let walk = try FileTrust.walk(path, as: subject, at: nil)
    if !trustsPermissions, let fault = FileTrust().fault(of: walk, as: subject, at: nil) { throw fault }
    return walk.target
  }
}
