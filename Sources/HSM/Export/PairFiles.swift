public import SecretMemory

/// Where a pair that left its token goes: the private key to a file as PKCS#8, the public one beside it.
public struct PairFiles: Sendable, Hashable {
  public enum Format: String, Sendable, Hashable, CaseIterable { case pem, der }

  /// The private key's file.
  public let path: String
  public let format: Format
  /// Whether files that are there give way.
  public let replaces: Bool

  public init(_ path: String, format: Format = .pem, replaces: Bool = false) {
    self.path = path
    self.format = format
    self.replaces = replaces
  }

  /// The public key's, always in PEM.
  public var publicPath: String { path + ".pub" }

  /// Fails where one of the files is there and may not be replaced, or cannot be written, before anything is made.
  public func requireRoom() throws(HSMError) {
    try KeyFiles.requireRoom(for: [path, publicPath], replacing: replaces)
  }

  /// Writes both files, or none, 0600.
  ///
  /// - Parameter passphrase: nil writes the private key as it is.
  public func write(_ pair: ExportedPair, _ passphrase: Passphrase?) throws(HSMError) {
    var files = KeyFiles()
    defer { files.close() }
    try files.add(publicPath, KeyText.pem("PUBLIC KEY", pair.publicKey.der))
    if let passphrase {
      let sealed = try pair.privateKey.encrypted(with: passphrase.bytes)
      try files.add(path, format == .pem ? KeyText.pem("ENCRYPTED PRIVATE KEY", sealed) : KeyText.der(sealed))
    } else {
      try files.add(
        path, format == .pem ? KeyText.pem("PRIVATE KEY", pair.privateKey.der) : pair.privateKey.der.copy())
    }
    try files.commit(replacing: replaces)
  }
}

/// A passphrase that several closures hold; wiped with the last of them.
public final class Passphrase: Sendable {
  let bytes: SecretBytes
  public init(_ bytes: consuming SecretBytes) { self.bytes = bytes }
}
