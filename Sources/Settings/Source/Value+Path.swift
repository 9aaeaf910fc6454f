extension Value {
  /// A path, made absolute.
  func path(in folder: Folder) throws(SettingsError) -> String { folder.absolute(try pathText()) }

  /// Text that is a path or holds one.
  func pathText() throws(SettingsError) -> String {
    let text = try text()
    guard !text.contains(Folder.variable) else {
      throw SettingsError(
        at: place, "\(Folder.variable) has no meaning here",
        remedy: "leave it out: paths are relative to the configuration's folder")
    }
    return text
  }
}
