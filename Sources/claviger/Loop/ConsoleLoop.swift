import Console
import Curses
import Foundation
import Glibc
import HSM
import Model
import SecretMemory
import Settings

/// The console's main loop: keystrokes and events in, requests and frames out. It waits for nothing else.
struct ConsoleLoop {
  private let terminal: Terminal
  private let signals: SignalGuard
  private let mailbox: Mailbox
  private let model: Model
  private var state: State
  private var lastTick = Date()
  private var end: Int32?

  /// Opens the console on a configuration; ends the process when the person leaves.
  static func run(_ invocation: Invocation) throws -> Never {
    let configuration = try invocation.configuration()
    let keymap = try Keymap.checked(configuration)
    let search = ThemeSearch(invocation)
    let theme = try search.load(invocation.options.theme.map(themeChoice) ?? configuration.theme)
    let store = try invocation.openStore(configuration)
    let mailbox = Mailbox()
    let installation = try invocation.install(configuration, store: store) { mailbox.put(.status($0)) }
    let model = Model(
      installation, isReadOnly: invocation.options.readOnly, reason: invocation.options.reason,
      options: invocation.handedDown(configuration), deliver: { mailbox.put($0) })
    let terminal: Terminal
    do {
      terminal = try Terminal(theme: theme, environment: invocation.environment)
    } catch {
      throw CommandFailure(
        2, "the console needs a terminal: \(error)", remedy: "the commands work without one: `claviger --help`")
    }
    var loop = ConsoleLoop(
      terminal: terminal, signals: SignalGuard(), mailbox: mailbox, model: model,
      state: State(
        drivers: installation.connections.map(\.driver.name), keymap: keymap,
        isReadOnly: invocation.options.readOnly, idleLogout: configuration.idleLogout, now: Date()))
    let status = loop.run()
    terminal.close()
    // Without the libraries' exit handlers: they would wait for the locks of a call that hangs, and take away what a
    // request on a background queue still works with.
    _ = model.shutDown(within: 2)
    _exit(status)
  }

  private static func themeChoice(_ text: String) -> ThemeChoice {
    text.contains("/") ? .path(text) : .name(text)
  }

  private mutating func run() -> Int32 {
    state.size = terminal.size
    draw()
    model.start()
    while end == nil {
      let tick = state.nextTick(after: lastTick)
      let ready = waitForInput(
        descriptors: [terminal.inputDescriptor, mailbox.pipe.descriptor, signals.descriptor],
        timeoutMilliseconds: tick.map { Int32(clamping: Int((max(0, $0.timeIntervalSinceNow) * 1000).rounded(.up))) })
      if ready.contains(signals.descriptor) { takeSignals() }
      if ready.contains(terminal.inputDescriptor) { takeInput() }
      for event in mailbox.takeAll() { perform(state.handle(event, at: Date())) }
      let now = Date()
      if let tick, now >= tick {
        lastTick = now
        perform(state.tick(at: now, statuses: model.statuses))
      }
      if terminal.isDisconnected { end = end ?? 129 }
      if end == nil { draw() }
    }
    return end ?? 0
  }

  /// Draws the state, and over it the secret that a person asked to see: it comes into the picture here, and nowhere else.
  private mutating func draw() {
    var frame = state.frame()
    if let place = state.revealPlace, let secret = model.revealed.copy() {
      secret.withUnsafeBytes { SecretText($0).write(into: &frame, place) }
    }
    terminal.draw(frame)
  }

  private mutating func takeSignals() {
    for signal in signals.drain() {
      if signal.isRequestToEnd {
        end = 128 + signal.rawValue
      } else {
        if terminal.resizeIfNeeded() {
          state.size = terminal.size
        } else {
          // After a stop, another program wrote here; a window that shrank and grew at once lost what stood outside.
          terminal.redraw()
        }
      }
    }
  }

  private mutating func takeInput() {
    while end == nil {
      if state.isTypingSecret {
        takeSecret()
        return
      }
      guard let keystroke = terminal.nextKeystroke() else { return }
      perform(state.handle(keystroke, at: Date()))
    }
  }

  /// The PIN goes from the terminal into the model's box, byte by byte; the state learns how many there are.
  private mutating func takeSecret() {
    let box = model.typedPIN
    var effects: [Effect] = []
    var state = state
    _ = terminal.readSecret { keystroke in
      let now = Date()
      // What is typed ahead belongs to no PIN that is being asked for.
      if state.isLoggingIn || !state.isTypingSecret, keystroke != .escape { return }
      switch keystroke {
      case .byte(let byte):
        state.secretTyped(count: box.append(byte), at: now)
      case .backspace:
        box.removeLastCharacter()
        state.secretTyped(count: box.count, at: now)
      case .clear:
        box.wipe()
        state.secretTyped(count: 0, at: now)
      case .enter:
        for effect in state.secretEntered(at: now) {
          // At once: the next byte may be the next PIN's.
          if case .keepPIN(let field) = effect { model.keepTypedPIN(as: field) } else { effects.append(effect) }
        }
      case .escape: effects += state.secretCancelled(at: now)
      }
    }
    self.state = state
    perform(effects)
  }

  private mutating func perform(_ effects: [Effect]) {
    for effect in effects {
      switch effect {
      case .request(let request): model.submit(request)
      case .forgetPIN: model.forgetTypedPINs()
      case .keepPIN(let field): model.keepTypedPIN(as: field)
      case .copy(let text): _ = terminal.copyToClipboard(Array(text.utf8))
      case .redraw: terminal.redraw()
      case .quit: end = 0
      case .stopReprotection: model.stopReprotection()
      case .forgetRevealed: model.revealed.wipe()
      case .noteArming(let driver): model.noteArming(of: driver)
      }
    }
  }
}
