import HSM
import SecretMemory
import Settings

/// A PIN that a token command wants, and where it is to be had.
enum TokenPIN: Sendable {
  /// A person types it: asked with these words, a new one twice.
  case typed(question: String, isNew: Bool)
  /// The console asked the person, and hands it over through a descriptor.
  case handedOver(Int32)
  /// The driver's own source, or a file that an option names.
  case source(PINSource)

  init(file: String?, descriptor: Int32?, question: String, isNew: Bool) throws {
    switch (file, descriptor) {
    case (nil, nil): self = .typed(question: question, isNew: isNew)
    case (nil, let descriptor?): self = .handedOver(descriptor)
    case (let file?, nil): self = .source(.file(path: file))
    case (.some, .some): throw CommandFailure(2, "one PIN cannot come from a file and a descriptor")
    }
  }

  /// What it is known by until it changes; nil where a person types it.
  func identity(_ reader: PINReader) throws -> String? {
    guard case .source(let source) = self else { return nil }
    return try reader.identity(of: source)
  }

  func read(_ invocation: Invocation, _ reader: PINReader) throws -> SecretBytes {
    switch self {
    case .handedOver(let descriptor): return try reader.readDescriptor(descriptor)
    case .source(let source):
      if let pin = try reader.read(source) { return pin }
    case .typed(let question, let isNew):
      if !invocation.options.noInput,
        let pin = isNew ? try PINPrompt.readNew(question) : PINPrompt.read(question)
      {
        return pin
      }
    }
    throw CommandFailure(
      4, "nobody typed a PIN that is needed",
      remedy: "run it on a terminal, or give it with --so-pin-file, --new-pin-file, --pin-file")
  }
}
