internal import Glibc

/// Decides whether only root and the user can change a file that a configuration makes this process read, load or run.
public struct FileTrust: Sendable {
  /// What the file is to us.
  public enum Subject: String, Sendable {
    case configuration
    case module
    case pinFile = "PIN file"
    case pinCommand = "PIN command"
    case theme
    /// A path in `environment`, `initialize` or a command's words.
    case value = "path"
  }

  private let user: UInt32

  /// - Parameter user: whose files are trusted beside root's; nil means the one this process runs as.
  public init(user: UInt32? = nil) { self.user = user ?? geteuid() }

  /// Refuses a file that is missing, or that somebody else can change or, where it holds a PIN, read.
  ///
  /// - Parameters:
  ///   - path: absolute.
  ///   - place: where the configuration names the file.
  /// - Returns: the file's path without links.
  @discardableResult
  public func check(
    _ path: String, as subject: Subject, at place: SourcePlace? = nil
  ) throws(SettingsError) -> String {
    let walk = try Self.walk(path, as: subject, at: place)
    if let fault = fault(of: walk, as: subject, at: place) { throw fault }
    return walk.target.path
  }

  static func walk(_ path: String, as subject: Subject, at place: SourcePlace?) throws(SettingsError) -> FileWalk {
    let walk: FileWalk
    do {
      walk = try FileWalk(path)
    } catch {
      let reason = error.isMissing ? "does not exist" : "cannot be reached: \(error.path): \(error.reason)"
      throw SettingsError(at: place, "the \(subject.rawValue) \(path) \(reason)")
    }
    guard walk.target.isFile || subject == .value else {
      throw SettingsError(at: place, "the \(subject.rawValue) \(path) is not a file")
    }
    return walk
  }

  /// The first thing on the way to a file that must not be as it is.
  func fault(of walk: FileWalk, as subject: Subject, at place: SourcePlace?) -> SettingsError? {
    for step in walk.way + [walk.target] {
      guard let (what, command) = weakness(of: step) else { continue }
      let named = step.path == walk.target.path ? "the \(subject.rawValue)" : step.isLink ? "the link" : "the folder"
      let reason = step.path == walk.target.path ? "" : ", on the way to the \(subject.rawValue) \(walk.target.path)"
      return SettingsError(at: place, "\(named) \(step.path) \(what)\(reason)", remedy: "\(command) \(step.quotedPath)")
    }
    guard subject == .pinFile, let readers = PINFileReaders(walk) else { return nil }
    return SettingsError(
      at: place, "the PIN file \(walk.target.path) can be read by others",
      remedy: "\(readers.remedy) \(walk.target.quotedPath)")
  }

  private func weakness(of step: FileWalk.Step) -> (what: String, command: String)? {
    let isOwned = step.info.st_uid == 0 || step.info.st_uid == user
    if step.isLink {
      // A link cannot be written; only in a sticky folder does it belong to somebody who may turn it around.
      return isOwned || !step.isInStickyFolder ? nil : ("belongs to user \(step.info.st_uid)", "chown -h \(user)")
    }
    guard isOwned else { return ("belongs to user \(step.info.st_uid)", "chown \(user)") }
    guard step.isFile || (step.isFolder && !step.isSticky) else { return nil }
    switch (step.info.st_mode & S_IWGRP != 0, step.info.st_mode & S_IWOTH != 0) {
    case (false, false): return nil
    case (true, false): return ("can be changed by its group", "chmod g-w")
    case (false, true): return ("can be changed by everyone", "chmod o-w")
    case (true, true): return ("can be changed by everyone", "chmod go-w")
    }
  }
}
