import Cryptoki
import Curses
import HSM
import KeyStoreAPI
import Model
import Testing

@testable import Console

/// A window may have any size, at any moment.
struct FrameSizesTests {
  static let sizes: [(Int, Int)] = {
    var sizes = [(200, 50), (80, 24), (132, 43), (40, 12), (20, 6)]
    for width in [1, 2, 3, 5, 8, 19, 60, 100] {
      for height in [1, 2, 3, 4, 5, 6, 7, 8, 9, 25] { sizes.append((width, height)) }
    }
    return sizes
  }()

  /// Every screen and dialog, with how it is reached.
  static let views: [(String, @Sendable (inout Desk) -> Void)] = [
    ("Status", { $0.press(.character("1")) }),
    ("Tokens", { $0.press(.character("2")) }),
    ("Keys", { $0.press(.character("3"), .down, .down) }),
    ("Defaults", { $0.press(.character("4"), .down, .down) }),
    ("filter", { $0.press(.character("3"), .character("/"), .character("k")) }),
    ("help", { $0.press(.character("?"), .pageDown) }),
    ("palette", { $0.press(.character(":"), .down) }),
    ("arm", { $0.press(.character("a"), .character("d")) }),
    ("picker", { $0.press(.character("4"), .enter, .down, .down) }),
    ("key", { $0.press(.character("3"), .enter, .down) }),
    (
      "mechanisms",
      { desk in
        desk.press(.character("2"), .enter)
        desk.report(.mechanisms(driver: "demo", [.CKM_AES_CBC, .CKM_AES_GCM, .CKM_RSA_PKCS].map(Sample.mechanism)))
        desk.press(.down, .down)
      }
    ),
    ("explain", { $0.press(.character("4"), .character("e"), .down) }),
    (
      "scopes",
      { desk in
        desk.arm()
        desk.press(.character("3"), .last, .character("d"), .down, .down)
      }
    ),
    (
      "types",
      { desk in
        desk.arm()
        desk.press(.character("4"), .last, .character("t"), .down)
      }
    ),
    (
      "confirm",
      { desk in
        desk.arm()
        desk.press(.character("4"), .enter, .enter)
        desk.report(.preview(Sample.preview(.global, Sample.kek)))
      }
    ),
    (
      "pin",
      { desk in
        desk.report(.status(Sample.status("demo", .needsLogin, isLoggedIn: false)))
        desk.press(.character("l"))
        desk.typePIN(bytes: 50)
      }
    ),
    (
      "details",
      { desk in
        desk.fail(
          .checkDefaults, String(repeating: "wide words ", count: 40), cause: String(repeating: "x", count: 300))
        desk.press(.character("!"))
      }
    ),
    ("banner", { $0.report(.status(Sample.status("demo", .reconnecting))) }),
  ]

  @Test(arguments: views.indices)
  func `every view draws at every size, from the start and after a change of size`(index: Int) {
    let (name, open) = Self.views[index]
    var big = Desk.ready(defaults: [Sample.set(.global, Sample.kek)])
    open(&big)
    for (width, height) in Self.sizes {
      big.state.size = ScreenSize(width: width, height: height)
      #expect(big.frame.size == big.state.size)
      var desk = Desk.ready(defaults: [Sample.set(.global, Sample.kek)], width: width, height: height)
      open(&desk)
      let frame = desk.frame
      #expect(frame.size == desk.state.size)
      if let cursor = frame.cursor {
        #expect((0..<width).contains(cursor.column) && (0..<height).contains(cursor.row), "\(name) \(width)×\(height)")
      }
      desk.press(.up, .pageDown, .last, .first)
      #expect(desk.frame.size == desk.state.size)
    }
  }

  @Test(arguments: ["Status", "Tokens", "Keys", "Defaults", "picker", "palette", "mechanisms", "scopes", "types"])
  func `the row under the cursor is seen, also after the window shrank`(name: String) throws {
    let open = try #require(Self.views.first { $0.0 == name }).1
    for (width, height) in [(80, 24), (20, 6), (40, 8), (30, 7)] {
      var desk = Desk.ready(defaults: [Sample.set(.global, Sample.kek)], width: width, height: height)
      open(&desk)
      #expect(!desk.selectedLines.isEmpty, "\(name) at \(width)×\(height):\n\(desk.lines.joined(separator: "\n"))")
      desk.press(.last)
      #expect(!desk.selectedLines.isEmpty, "\(name), its last row, at \(width)×\(height)")
      var shrunk = Desk.ready(defaults: [Sample.set(.global, Sample.kek)], width: 200, height: 50)
      open(&shrunk)
      shrunk.press(.last)
      shrunk.state.size = ScreenSize(width: width, height: height)
      #expect(!shrunk.selectedLines.isEmpty, "\(name) shrunk to \(width)×\(height)")
    }
  }

  @Test func `a confirmation always shows how to answer`() {
    for height in [6, 8, 12, 24] {
      var desk = Desk.ready(width: 40, height: height)
      desk.arm()
      desk.press(.character("4"), .enter, .enter)
      desk.report(.preview(Sample.preview(.global, Sample.readable)))
      desk.report(.preview(Sample.preview(.global, Sample.kek)))
      #expect(desk.shows("y do it"), "40×\(height):\n\(desk.lines.joined(separator: "\n"))")
    }
  }
}

extension Keystroke {
  fileprivate static let last = Keystroke.end
  fileprivate static let first = Keystroke.home
}
