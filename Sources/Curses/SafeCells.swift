/// A text cut into what stands in one cell each, and made safe: a character with its marks.
///
/// These are not Swift's characters. A terminal counts columns by scalars: what Unicode joins into one picture (a
/// family, a flag) takes as many columns there as its parts, or not, as the terminal pleases. So joiners, flags and
/// skin tones are placeholders, and columns stay straight everywhere.
struct SafeCells: Sequence, IteratorProtocol {
  struct Element {
    let base: Unicode.Scalar
    var marks: [Unicode.Scalar] = []
    let width: Int

    var character: Character {
      guard !marks.isEmpty else { return Character(base) }
      return Character(String(String.UnicodeScalarView([base] + marks)))
    }
  }

  private static let placeholder = Element(base: "\u{FFFD}", width: 1)
  /// With the base this makes the five scalars that a cell of ncurses holds.
  private static let mostMarks = 4

  private var scalars: String.UnicodeScalarView.Iterator
  private var pending: Element?
  private var isOverfull = false

  init(_ text: String) { scalars = text.unicodeScalars.makeIterator() }

  mutating func next() -> Element? {
    if isOverfull {
      isOverfull = false
      return Self.placeholder
    }
    while let scalar = scalars.next() {
      let begun: Element
      switch CharacterWidth(of: scalar, after: pending?.base) {
      case .dropped:
        continue
      case .none where pending != nil:
        addMark(scalar)
        continue
      case .one: begun = Element(base: scalar, width: 1)
      case .two: begun = Element(base: scalar, width: 2)
      case .none, .unsafe: begun = Self.placeholder
      }
      let finished = pending
      pending = begun
      if let finished { return finished }
    }
    defer { pending = nil }
    return pending
  }

  /// A mark after too many, or one on a placeholder, would only hide what it stands on: a placeholder follows instead.
  private mutating func addMark(_ mark: Unicode.Scalar) {
    guard let element = pending else { return }
    if element.marks.count < Self.mostMarks, element.base != Self.placeholder.base {
      pending?.marks.append(mark)
    } else {
      isOverfull = true
    }
  }
}
