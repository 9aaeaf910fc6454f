public import Curses
import FoundationEssentials
import HSM

extension State {
  /// Where header, banner, content, notice and footer stand.
  struct Layout {
    var banner: Int?
    var content: Area
    var notice: Int
    var footer: Int
  }

  var layout: Layout {
    let height = size.height
    let hasBanner = banner != nil && height >= 8
    let top = (height >= 4 ? 2 : 1) + (hasBanner ? 1 : 0)
    let bottom = height >= 6 ? 2 : 0
    return Layout(
      banner: hasBanner ? top - 1 : nil,
      content: Area(row: top, column: 0, width: size.width, height: max(0, height - top - bottom)),
      notice: height - 2, footer: height - 1)
  }

  /// Draws everything. Each screen gets its area; header, banner, notice and footer stand on all of them.
  public func frame() -> Frame {
    var frame = Frame(size: size)
    let layout = layout
    drawHeader(into: &frame)
    if size.height >= 4 { drawTabs(into: &frame) }
    if let row = layout.banner, let banner {
      frame.fill(row: row, column: 0, width: size.width, role: banner.role)
      frame.write(" " + banner.text, row: row, column: 0, width: size.width, role: banner.role)
    }
    screen.screen.draw(self, into: &frame, layout.content)
    if size.height >= 6 {
      drawNotice(into: &frame, row: layout.notice)
      drawFooter(into: &frame, row: layout.footer)
    }
    for (index, dialog) in dialogs.enumerated() {
      frame.cursor = nil
      draw(dialog, isTop: index == dialogs.count - 1, into: &frame)
    }
    // In a window that is too small for the field, nothing is typed at a place that is seen.
    if let cursor = frame.cursor, frame.role(at: cursor) == nil { frame.cursor = nil }
    return frame
  }

  private func drawHeader(into frame: inout Frame) {
    frame.fill(row: 0, column: 0, width: size.width, role: .header)
    var marks: [(String, Role)] = []
    if let driver = shownDriver, driver.isPublicView { marks.append(("PUBLIC VIEW", .warning)) }
    if isReadOnly { marks.append(("READ ONLY", .warning)) }
    if let until = armedUntil, isArmed {
      let left = max(0, Int(until.timeIntervalSince(now).rounded(.up)))
      marks.append(("ARMED \(left / 60):\(left % 60 < 10 ? "0" : "")\(left % 60)", .danger))
    }
    if let banner = shownDriver?.status?.banner { marks.append((banner, .danger)) }
    var right = size.width
    for (text, role) in marks.reversed() {
      let width = ScreenText.width(of: text) + 2
      right -= width
      frame.write(" \(text) ", row: 0, column: max(0, right), width: width, role: role)
      right -= 1
    }
    var left = " Claviger › \(screen.title)"
    if let driver = shownDriver { left += "  ·  \(driver.name): \(driver.stateWords)" }
    frame.write(left, row: 0, column: 0, width: max(0, right), role: .header)
  }

  private func drawTabs(into frame: inout Frame) {
    var column = 1
    for id in ScreenID.allCases {
      let text = "\(keymap.shownKey(for: id.action)) \(id.title)"
      column = frame.write(text, row: 1, column: column, role: id == screen ? .title : .muted) + 2
    }
    if !pending.isEmpty {
      frame.write("working…", row: 1, column: max(column, size.width - 9), role: .muted)
    }
  }

  /// What is wrong with a connection: it stands over every screen for as long as it is so.
  var banner: (text: String, role: Role)? {
    if let waiting = drivers.compactMap(\.status).first(where: { $0.secondsAtPINPad != nil }) {
      let seconds = Int(waiting.secondsAtPINPad ?? 0)
      return ("\(waiting.driver): waiting at the PIN pad for \(seconds) s", .banner)
    }
    let troubled = drivers.compactMap(\.status).filter { ![.connected, .needsLogin, .disabled].contains($0.state) }
    guard let status = troubled.first(where: { $0.state != .connecting }) else {
      let denied = drivers.compactMap(\.status).first { $0.state == .needsLogin && $0.cause != nil }
      return denied.flatMap { status in status.cause.map { ("\(status.driver): \($0.words)", Role.warning) } }
    }
    // What is most wanted goes first: a narrow window cuts the cause.
    var text = "\(status.driver): \(status.state.words)"
    if let next = status.nextAttemptAt {
      text += ", next try in \(max(0, Int(next.timeIntervalSince(now).rounded(.up)))) s"
    }
    if troubled.count > 1 { text += " (and \(troubled.count - 1) more)" }
    if let hanging = status.hangingCall {
      text += ": \(hanging.function) has not returned for \(Int(hanging.seconds)) s"
    } else if let cause = status.cause {
      text += ": \(cause.words)"
    }
    return (text, .banner)
  }

  private func drawNotice(into frame: inout Frame, row: Int) {
    var column = 0
    if isFiltering || !filter.isEmpty {
      // A filter hides rows: it stays on the screen for as long as it does.
      let room = isFiltering || notice == nil ? size.width : size.width / 2
      column = frame.write(
        " filter: \(filter)", row: row, column: 0, width: min(room, ScreenText.width(of: filter) + 9), role: .input)
      if isFiltering {
        frame.cursor = Frame.Position(row: row, column: min(column, size.width - 1))
        return
      }
    }
    guard let notice else { return }
    var text = " \(notice.text)"
    if notice.failure != nil { text += "  (\(keymap.shownKey(for: .errorDetails)) details)" }
    frame.write(text, row: row, column: column, width: size.width - column, role: notice.role)
  }

  private func drawFooter(into frame: inout Frame, row: Int) {
    frame.fill(row: row, column: 0, width: size.width, role: .footer)
    var column = 1
    // The screen's keys do nothing under a dialog, and are letters of a filter.
    if let keys = dialogs.last?.footer(keymap) ?? (isFiltering ? "Enter keep   Esc clear" : nil) {
      frame.write(keys, row: row, column: column, width: size.width - 1, role: .footer)
      return
    }
    // Help and quit always stand there; what belongs to this screen goes before the rest.
    let kept: [Action] = [.help, .quit]
    let own = Action.allCases.filter { $0.row.screens != nil && $0.belongs(to: screen) }
    var room = size.width - kept.reduce(0) { $0 + footerWidth(of: $1) }
    for action in [.open] + own where column + footerWidth(of: action) <= room {
      draw(action)
    }
    room = size.width
    for action in kept + [.palette, .arm, .logIn, .filter, .refresh] where column + footerWidth(of: action) <= room {
      draw(action)
    }

    func draw(_ action: Action) {
      guard let label = footerLabel(of: action) else { return }
      let isPossible = refusal(of: action) == nil
      column = frame.write(
        keymap.shownKey(for: action), row: row, column: column, role: isPossible ? .key : .muted)
      column = frame.write(" \(label)", row: row, column: column, role: isPossible ? .footer : .muted) + 2
    }
  }

  private func footerLabel(of action: Action) -> String? {
    action == .open && screen == .defaults ? "choose" : action.row.label
  }

  /// The columns that an action takes in the footer, with the two that part it from the next.
  private func footerWidth(of action: Action) -> Int {
    guard let label = footerLabel(of: action) else { return 0 }
    return ScreenText.width(of: keymap.shownKey(for: action)) + 1 + ScreenText.width(of: label) + 2
  }
}
