extension ProgramResult {
  /// Whether a run that failed had looked at SoftHSM's token just while another process's C_Login wrote it anew: there was
  /// no token, none that could be asked, or one that had no PIN yet.
  public var metHalfWrittenToken: Bool {
    status == .exited(3)
      || ["C_GetTokenInfo returned CKR_GENERAL_ERROR", "CKR_USER_PIN_NOT_INITIALIZED"].contains { stderr.contains($0) }
  }
}
