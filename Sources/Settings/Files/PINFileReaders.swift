internal import Glibc

/// Who beside its owner can read a PIN file: those whom its mode lets read, and every folder above lets through.
struct PINFileReaders {
  private let group: Bool
  private let others: Bool

  /// nil where nobody else can read it.
  init?(_ walk: FileWalk) {
    let file = walk.target.info
    // A folder that a link led through keeps nobody out who takes the real path.
    let folders = walk.way.filter { $0.isFolder && ($0.path == "/" || walk.target.path.hasPrefix("\($0.path)/")) }
    group = file.st_mode & S_IRGRP != 0 && folders.allSatisfy { Self.letsGroupThrough($0.info, group: file.st_gid) }
    others = file.st_mode & S_IROTH != 0 && folders.allSatisfy { Self.letsOthersThrough($0.info, group: file.st_gid) }
    guard group || others else { return nil }
  }

  var remedy: String {
    switch (group, others) {
    case (true, false): "chmod g-r"
    case (false, true): "chmod o-r"
    default: "chmod go-r"
    }
  }

  /// Members of the file's group meet a folder of that group as its group, another one as its group or as others.
  private static func letsGroupThrough(_ folder: stat, group: gid_t) -> Bool {
    folder.st_gid == group ? folder.st_mode & S_IXGRP != 0 : folder.st_mode & (S_IXGRP | S_IXOTH) != 0
  }

  private static func letsOthersThrough(_ folder: stat, group: gid_t) -> Bool {
    folder.st_gid == group ? folder.st_mode & S_IXOTH != 0 : folder.st_mode & (S_IXGRP | S_IXOTH) != 0
  }
}
