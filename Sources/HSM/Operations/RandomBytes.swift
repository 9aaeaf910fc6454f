/// So many bytes of the system's generator, for what is no secret of a token's: ids, initialisation vectors, salts and
/// texts that a key is tried with.
///
/// Source: getrandom(2), by `SystemRandomNumberGenerator`, which ends the process where there is none.
public func randomBytes(_ count: Int) -> [UInt8] {
  var generator = SystemRandomNumberGenerator()
  return (0..<count).map { _ in generator.next() }
}
