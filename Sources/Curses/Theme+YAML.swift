extension Theme {
  /// Reads a theme.
  ///
  /// - Parameter name: the theme's name, or the path that its errors shall tell.
  public init(yaml: String, name: String) throws(ThemeError) {
    var reader = ThemeReader(name: name)
    self.init(name: name, styles: try reader.styles(of: yaml))
  }
}
