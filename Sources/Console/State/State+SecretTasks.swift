import Curses
import FoundationEssentials
import KeyStoreAPI
import Model

extension State {
  /// Reads the first page of the list anew.
  mutating func listSecrets() -> [Effect] {
    let filter = SecretList.filter(filters[.secrets] ?? "")
    // As far as the list was read: the cursor stays where it is.
    let count = max(SecretTask.page, filter == secrets.filter ? secrets.rows.count : 0)
    return send(.secret(.list(filter, after: nil, count: count)))
  }

  mutating func listAudit() -> [Effect] {
    send(.listAudit(before: nil, count: max(Request.auditPage, audit.events.count)))
  }

  /// Reads on where the cursor comes near the end of what was read.
  mutating func readOn() -> [Effect] {
    switch screen {
    case .secrets:
      guard let last = secrets.needsMore(at: cursor.index) else { return [] }
      return send(.secret(.list(secrets.filter, after: last, count: SecretTask.page)))
    case .audit:
      guard let last = audit.needsMore(at: cursor.index) else { return [] }
      return send(.listAudit(before: last, count: Request.auditPage))
    default: return []
    }
  }

  /// What a screen of the store reads when it is shown, and when the store changed.
  mutating func readStoreScreen() -> [Effect] {
    switch screen {
    case .secrets: listSecrets()
    case .audit: listAudit()
    default: []
    }
  }

  mutating func take(_ report: SecretReport) {
    switch report {
    case .page(let filter, let after, let page, let total):
      // An answer to a filter that was typed on meanwhile is none.
      guard filter == SecretList.filter(filters[.secrets] ?? "") else { return }
      secrets.take(page, of: filter, after: after, total: total)
    case .put(let secret): notice = .good("\(secret.path) is protected by \(ScreenText.safe(secret.key.label))")
    case .plan(let plan):
      guard case .secret(let dialog) = dialogs.last, case .reprotect(nil) = dialog.kind else { return }
      replaceTop(.secret(SecretDialog(.reprotect(plan))))
    case .progress(let progress): secrets.progress = progress
    case .reprotected(let report):
      secrets.progress = nil
      let left = report.remaining.filter(\.isFailure)
      if let first = left.first {
        notice = Notice(
          text:
            "\(report.moved) moved; \(first.secrets) are still under \(ScreenText.safe(first.key.label)): \(first.reason)",
          role: report.isStopped ? .warning : .bad)
      } else {
        notice = .good("\(report.moved) secrets moved to their effective key")
      }
    }
  }

  mutating func succeeded(_ task: SecretTask) -> [Effect] {
    switch task {
    case .put, .move, .delete: if case .secret = dialogs.last { dialogs.removeLast() }
    case .reveal(let secret):
      // Whoever went elsewhere meanwhile is shown nothing.
      guard case .secret(let dialog) = dialogs.last, dialog.kind == .reveal(secret) else { return [.forgetRevealed] }
      replaceTop(.reveal(RevealDialog(secret: secret, until: now.addingTimeInterval(RevealDialog.time))))
    case .list, .plan, .reprotect: break
    }
    switch task {
    case .move(_, let path): notice = .good("moved to \(path)")
    case .delete(let secret): notice = .good("\(secret.path) was deleted")
    default: break
    }
    return task.changes ? readStoreScreen() : []
  }

  /// A dialog that asked stays open, with the reason in it.
  mutating func failed(_ task: SecretTask, _ failure: Failure) {
    secrets.progress = task == .reprotect ? nil : secrets.progress
    if case .list = task {
      secrets.failure = failure
      secrets.isRead = true
      if !secrets.rows.isEmpty { notice = .failed(failure) }
    } else if case .secret(var dialog) = dialogs.last, dialog.isBusy || task == .plan {
      dialog.isBusy = false
      dialog.message = failure.message
      replaceTop(.secret(dialog))
    } else {
      notice = .failed(failure)
    }
  }
}
