internal import CCurses
internal import FoundationEssentials

extension Terminal {
  /// More than this, terminals refuse.
  private static let mostClipboardBytes = 74_000

  /// Asks the terminal to put bytes on the person's clipboard (OSC 52), also from afar over ssh.
  ///
  /// No terminal answers whether it did. Only base64 stands between the control sequences, so that the bytes cannot act.
  ///
  /// - Returns: false where the bytes are too many, and nothing was sent.
  @discardableResult
  public func copyToClipboard(_ bytes: [UInt8]) -> Bool {
    guard bytes.count <= Self.mostClipboardBytes else { return false }
    let request = "\u{1B}]52;c;\(Data(bytes).base64EncodedString())\u{07}"
    send(request)
    // tmux takes the request itself, or hands it through, depending on which of its settings is on.
    if isInsideTmux { send("\u{1B}Ptmux;\u{1B}\(request)\u{1B}\\") }
    return true
  }

  private func send(_ text: String) {
    text.withCString { claviger_screen_send(screen, $0, text.utf8.count) }
  }
}
