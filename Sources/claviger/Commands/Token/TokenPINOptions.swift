import ArgumentParser

/// Where the security officer's PIN comes from. The configuration's `pin:` never gives it.
struct SOPINOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Read the security officer's PIN from a file's first line instead of asking.", valueName: "file")
  )
  var soPinFile: String?

  @Option(help: .hidden)
  var soPinDescriptor: Int32?

  /// - Parameter question: what a person is asked who has to type it.
  func input(_ question: String, isNew: Bool = false) throws -> TokenPIN {
    try TokenPIN(file: soPinFile, descriptor: soPinDescriptor, question: question, isNew: isNew)
  }
}

/// Where a PIN comes from that is being set.
struct NewPINOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Read the new PIN from a file's first line instead of asking twice.", valueName: "file"))
  var newPinFile: String?

  @Option(help: .hidden)
  var newPinDescriptor: Int32?

  func input(_ question: String) throws -> TokenPIN {
    try TokenPIN(file: newPinFile, descriptor: newPinDescriptor, question: question, isNew: true)
  }
}
