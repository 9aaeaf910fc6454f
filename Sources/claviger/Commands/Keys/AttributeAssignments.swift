import Cryptoki
import HSM

extension Template {
  /// Reads `CKA_X=V` words of a command line.
  ///
  /// - Throws: `CommandFailure` 2 for what is no attribute, no value of it, or named twice.
  init(assignments words: [String]) throws {
    self = [:]
    for word in words {
      do throws(AttributeTextError) {
        let (type, value) = try Template.assignment(word)
        guard self[type] == nil else { throw AttributeTextError("\(type.name) is named twice") }
        self[type] = value
      } catch {
        throw CommandFailure(2, error.description, remedy: "write CKA_NAME=VALUE, as `claviger keys show` has them")
      }
    }
  }
}
