public import Testing

extension ProgramResult {
  /// Expects that the program ended so; where it did not, what it said stands in the failure.
  public func expect(
    _ status: ExitStatus, _ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(self.status == status, said(comment), sourceLocation: sourceLocation)
  }

  /// The same for what the rest of a story needs.
  public func require(
    _ status: ExitStatus, _ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try #require(self.status == status, said(comment), sourceLocation: sourceLocation)
  }

  private func said(_ comment: Comment?) -> Comment {
    "\([comment?.rawValue, stdout, stderr].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: "\n"))"
  }
}
