import Curses
public import FoundationEssentials
public import HSM
import KeyStoreAPI
public import Model

extension State {
  /// Takes what the model reports.
  public mutating func handle(_ event: Event, at time: Date) -> [Effect] {
    now = time
    switch event {
    case .status(let status): return take(status)
    case .slots(let name, let slots):
      update(name) {
        $0.slots = slots
        $0.slotsFailure = nil
      }
    case .mechanisms(let name, let mechanisms):
      update(name) { $0.mechanisms = mechanisms }
    case .keys(let name, let page):
      let wanted = followedKey ?? (cursors[.keys]?.index ?? 0 > 0 ? selectedKey : nil)
      guard let index = drivers.firstIndex(where: { $0.name == name }) else { break }
      if page.isFirst { drivers[index].keys = [] }
      let start = drivers[index].keys.count
      drivers[index].keys += page.keys
      drivers[index].ground = page.ground
      drivers[index].keysAreComplete = page.isLast
      drivers[index].keysFailure = nil
      take(keys: start..<drivers[index].keys.count, of: index, isFirst: page.isFirst)
      if page.isLast { forgetMarks(of: name, except: drivers[index].keys) }
      // A key that the first pages do not have may come with a later one.
      if let wanted { followedKey = followKey(wanted) || page.isLast ? nil : wanted }
      updatePickers()
    case .keyDetails(let key, let attributes):
      if case .key(var dialog) = dialogs.last, dialog.key == key {
        dialog.attributes = attributes
        dialogs[dialogs.count - 1] = .key(dialog)
      }
    case .key(let report): take(report)
    case .defaults(let overview):
      self.overview = overview
      overviewFailure = nil
      clampCursor()
      return readStoreScreen()
    case .exported(let task, let route): take(task, route)
    case .secrets(let report): take(report)
    case .audit(let page, let before, let count): audit.take(page, before: before, count: count)
    case .preview(let preview): take(preview)
    case .trial(let name, let report, let isRunning):
      let wasRunning = driver(named: name)?.isTrialRunning ?? false
      update(name) {
        if report != nil || !isRunning { $0.trial = report }
        $0.isTrialRunning = isRunning
      }
      if wasRunning, !isRunning, notice == nil, screen != .trials { notice = report.map { Notice(trialOf: name, $0) } }
    case .calls(let ended, let running): take(ended: ended, running: running)
    case .history(let events):
      history =
        (events.map { StatusMoment(at: $0.at, driver: $0.driver, words: $0.line) } + history)
        .suffix(Self.historyLength)
    case .outcome(let request, let outcome): return take(outcome, of: request)
    }
    clampCursor()
    return []
  }

  private mutating func updatePickers() {
    for index in dialogs.indices {
      if case .picker(var picker) = dialogs[index] {
        picker.update(from: self)
        dialogs[index] = .picker(picker)
      }
    }
  }

  private mutating func take(_ status: ConnectionStatus) -> [Effect] {
    guard let before = driver(named: status.driver) else { return [] }
    let old = before.status
    update(status.driver) { $0.status = status }
    if old?.state != status.state {
      history.append(
        StatusMoment(at: now, driver: status.driver, words: ConnectionEvent(status, at: now).line))
      history = history.suffix(Self.historyLength)
    }
    // A token whose keys are not right is not green, and can be looked at all the same.
    let isUp = status.state.isUp || (status.state == .failed && status.isUsable)
    let wasUp = old.map { $0.state.isUp || ($0.state == .failed && $0.isUsable) } ?? false
    guard isUp, !wasUp || old?.isLoggedIn != status.isLoggedIn || old?.generation != status.generation else {
      return []
    }
    return send(.listSlots(driver: status.driver)) + send(.listKeys(driver: status.driver))
      + (status.isLoggedIn && !isReadOnly ? send(.checkDefaults) + send(.tryNewDriver(status.driver)) : [])
  }

  private mutating func take(_ outcome: Outcome, of request: Request) -> [Effect] {
    pending.removeAll { $0 == request }
    switch outcome {
    case .done: return succeeded(request)
    case .failed(let failure): return failed(request, failure)
    }
  }

  private mutating func succeeded(_ request: Request) -> [Effect] {
    switch request {
    case .login(let driver, _), .loginAtPINPad(let driver):
      if case .pin(let dialog) = dialogs.last, dialog.driver == driver { dialogs.removeLast() }
      // A login that was left before the token was asked ends without one.
      if self.driver(named: driver)?.status?.isLoggedIn == true { notice = .good("logged in to \(driver)") }
      return [.forgetPIN]
    case .logout(let driver): notice = .plain("logged out of \(driver); public objects only")
    case .setDefaultKey(let scope, let key):
      closeChoosing(scope)
      notice = .good("\(key.printableLabel) protects \(scope) from now on; it was proved just now")
    case .clearDefault(let scope):
      closeChoosing(scope)
      notice = .good("default of \(scope) cleared")
    case .confirmDefault(let scope): notice = .good("the default of \(scope) is confirmed, and bears the store's seal")
    case .checkDefaults: reportChecks()
    case .key(let task): return succeeded(task)
    case .secret(let task): return succeeded(task)
    case .tokenTask(let task): return finished(task)
    default: break
    }
    return []
  }

  private mutating func failed(_ request: Request, _ failure: Failure) -> [Effect] {
    lastFailure = failure
    switch request {
    case .login:
      // The dialog stays open, with the reason; the PIN is gone and is never tried again.
      if case .pin(var dialog) = dialogs.last {
        dialog.count = 0
        dialog.isBusy = false
        dialog.isConfirmingFinalTry = false
        dialog.message = failure.message
        dialog.flags = driver(named: dialog.driver)?.status?.pinFlags ?? dialog.flags
        dialogs[dialogs.count - 1] = .pin(dialog)
      } else {
        notice = .failed(failure)
      }
      return [.forgetPIN]
    case .listKeys(let name):
      update(name) {
        $0.keysFailure = failure
        $0.keysAreComplete = true
      }
      // The list's own place is taken, by what was read before or by another driver's keys.
      if !keyRows.isEmpty { notice = .failed(failure) }
    case .listSlots(let name):
      update(name) { $0.slotsFailure = failure }
      if drivers.contains(where: { !$0.slots.isEmpty }) { notice = .failed(failure) }
    case .loadDefaults:
      overviewFailure = failure
      if overview != nil { notice = .failed(failure) }
    case .openKey(let key):
      if case .key(var dialog) = dialogs.last, dialog.key == key {
        dialog.failure = failure
        dialogs[dialogs.count - 1] = .key(dialog)
      }
    case .previewDefault(let scope, .some), .setDefaultKey(let scope, _):
      closeConfirmation(of: scope)
      switch dialogs.last {
      case .picker(var picker) where picker.scope == scope:
        picker.failure = failure
        replaceTop(.picker(picker))
      case .scopes(var scopes):
        scopes.failure = failure
        replaceTop(.scopes(scopes))
      default: notice = .failed(failure)
      }
    case .key(let task): failed(task, failure)
    case .exportPair(let task): failed(task, failure)
    case .secret(let task): failed(task, failure)
    case .listAudit:
      audit.failure = failure
      audit.isRead = true
      if !audit.events.isEmpty { notice = .failed(failure) }
    case .connect, .retry:
      break  // The banner says it, for as long as it is so.
    case .clearDefault(let scope):
      closeConfirmation(of: scope)
      notice = .failed(failure)
    case .tokenTask(let task):
      if case .token(var dialog) = dialogs.last, dialog.task == task, dialog.isBusy {
        dialog.begin(after: failure.message)
        replaceTop(.token(dialog))
      } else {
        notice = .failed(failure)
      }
      // The task took its PINs; what is typed by now is another's. The token may count a wrong one.
      return send(.listSlots(driver: task.driver))
    default: notice = .failed(failure)
    }
    return []
  }

  /// Shows the token as it is now; one that was not there before is looked for at once.
  private mutating func finished(_ task: TokenTask) -> [Effect] {
    if case .token(let dialog) = dialogs.last, dialog.task == task, dialog.isBusy { dialogs.removeLast() }
    notice = .good("done: \(task.words)")
    let isThere = driver(named: task.driver)?.status?.token != nil
    return send(.listSlots(driver: task.driver)) + (isThere ? [] : send(.retry(driver: task.driver)))
  }

  private mutating func closeConfirmation(of scope: Scope) {
    if case .confirm(let confirm) = dialogs.last, confirm.preview.scope == scope { dialogs.removeLast() }
  }

  /// Closes the dialogs through which the default of a scope was chosen; what was opened since for another one stays.
  private mutating func closeChoosing(_ scope: Scope) {
    closeConfirmation(of: scope)
    while let dialog = dialogs.last {
      switch dialog {
      case .picker(let picker) where picker.scope == scope: dialogs.removeLast()
      case .scopes, .types: dialogs.removeLast()
      default: return
      }
    }
  }

  private mutating func reportChecks() {
    let defaults = overview?.defaults ?? []
    let bad = defaults.filter { ![.proved, .renamed, .unreachable, .notChecked].contains($0.checked.result) }
    let unconfirmed = defaults.filter { $0.seal == .unconfirmed }
    if let first = unconfirmed.first {
      notice = Notice(
        text:
          "\(unconfirmed.count) of \(defaults.count) defaults lack the store's seal, and are not used: \(first.scope)",
        role: .bad)
    } else if let first = bad.first {
      notice = Notice(
        text: "\(bad.count) of \(defaults.count) defaults failed: \(first.scope): \(first.checked.result.words)",
        role: .bad)
    } else if isVerifying, !defaults.isEmpty {
      notice = .good("all \(defaults.count) defaults were tried, and none failed")
    }
    isVerifying = false
  }

  /// The time passed: countdowns go on, arming and idle logins end.
  public mutating func tick(at time: Date, statuses: [ConnectionStatus]) -> [Effect] {
    now = time
    var effects = expireReveal()
    for status in statuses { effects += take(status) }
    if let until = armedUntil, until <= now {
      armedUntil = nil
      notice = .plain("ten minutes are over: changes are off again")
    }
    if now.timeIntervalSince(lastKeystroke) >= idleLogout.seconds {
      for driver in drivers where driver.status?.isLoggedIn == true && driver.status?.loginRequired == true {
        effects += send(.logout(driver: driver.name))
      }
      // Nobody sits here: nothing stays armed, and no half-typed PIN waits for who comes by.
      armedUntil = nil
      switch dialogs.last {
      case .pin: effects += secretCancelled(at: now)
      case .token(let dialog) where !dialog.isBusy: effects += secretCancelled(at: now)
      case .export(let dialog) where dialog.field != nil: effects += secretCancelled(at: now)
      default: break
      }
    }
    return effects
  }
}

extension ConnectionState {
  /// Whether the driver works, or waits for a login only.
  fileprivate var isUp: Bool { self == .connected || self == .needsLogin || self == .suspect }
}
