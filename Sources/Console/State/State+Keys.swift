import Cryptoki
import HSM
import KeyStoreAPI
import Model

extension State {
  /// The keys that an action is for: those that are marked, in the list's order, else the one under the cursor.
  var chosenKeys: [KeyObject] {
    let marked = keyRows.map(key(at:)).filter(markedKeys.contains)
    return marked.isEmpty ? selectedKey.map { [$0] } ?? [] : marked
  }

  /// Takes away the marks of keys that their driver lists no more.
  mutating func forgetMarks(of driver: String, except keys: [KeyObject]) {
    guard markedKeys.contains(where: { $0.driver == driver }) else { return }
    let listed = Set(keys)
    markedKeys = markedKeys.filter { $0.driver != driver || listed.contains($0) }
  }

  /// Takes what the model reports of a key.
  mutating func take(_ report: KeyReport) {
    switch report {
    case .review(let review):
      // Whoever left the form meanwhile wants no review of it.
      guard case .keyForm(var form) = dialogs.last, form.isBusy else { return }
      form.isBusy = false
      replaceTop(.keyForm(form))
      open(.keyReview(KeyReviewDialog(review: review)))
    case .generated(let made):
      let deviations = made.deviations.map(\.words)
      notice =
        deviations.isEmpty
        ? .good("\(made.objects[0].printableLabel) was made, and is as it was asked to be")
        : .refused("\(made.objects[0].printableLabel) was made; \(deviations.joined(separator: "; "))")
      followedKey = made.objects[0]
    case .burden(let key, let burden):
      guard case .deleteKey(var dialog) = dialogs.last, dialog.key == key else { return }
      dialog.burden = burden
      dialog.isWeighed = true
      replaceTop(.deleteKey(dialog))
    case .renamed(let key, let defaults, let secrets):
      notice = .good(
        "\(key.printableLabel) was renamed"
          + (defaults + secrets == 0
            ? "" : "; \(defaults) defaults and \(secrets) secrets refer to it by the new label"))
    case .test(let test): updateTests(test.key) { $0.take(test) }
    }
  }

  mutating func succeeded(_ task: KeyTask) -> [Effect] {
    switch task {
    case .generate(let review):
      if case .keyReview(let dialog) = dialogs.last, dialog.review == review { dialogs.removeLast() }
      if case .keyForm = dialogs.last { dialogs.removeLast() }
    case .delete(let key, _):
      if case .deleteKey(let dialog) = dialogs.last, dialog.key == key { dialogs.removeLast() }
      markedKeys.remove(key)
      notice = .good("\(key.printableLabel) was destroyed")
    case .rename(let key, _), .setAttributes(let key, _):
      if case .keyChange(let dialog) = dialogs.last, dialog.key == key { dialogs.removeLast() }
      markedKeys.remove(key)
      if case .setAttributes(_, let changes) = task {
        notice = .good("\(key.printableLabel): \(changes.attributes.map(\.type.name).joined(separator: ", ")) changed")
      }
    case .review, .weigh, .test: break
    }
    return task.changes ? send(.listKeys(driver: task.driver)) : []
  }

  /// A dialog that asked stays open, with the reason in it.
  mutating func failed(_ task: KeyTask, _ failure: Failure) {
    switch (task, dialogs.last) {
    case (.review, .keyForm(var form)):
      form.isBusy = false
      form.failure = failure
      replaceTop(.keyForm(form))
    case (.generate(let review), .keyReview(let dialog)) where dialog.review == review:
      dialogs.removeLast()
      if case .keyForm(var form) = dialogs.last {
        form.failure = failure
        replaceTop(.keyForm(form))
      }
    case (.weigh(let key), .deleteKey(var dialog)) where dialog.key == key,
      (.delete(let key, _), .deleteKey(var dialog)) where dialog.key == key:
      dialog.isBusy = false
      dialog.failure = failure
      replaceTop(.deleteKey(dialog))
    case (.rename(let key, _), .keyChange(var dialog)) where dialog.key == key,
      (.setAttributes(let key, _), .keyChange(var dialog)) where dialog.key == key:
      dialog.isBusy = false
      dialog.failure = failure
      replaceTop(.keyChange(dialog))
    case (.test(let key), _): updateTests(key) { $0.fail(key, failure) }
    default: notice = .failed(failure)
    }
  }

  private mutating func updateTests(_ key: KeyObject, _ change: (inout KeyTestsDialog) -> Void) {
    for index in dialogs.indices {
      guard case .keyTests(var dialog) = dialogs[index], dialog.keys.contains(key) else { continue }
      change(&dialog)
      dialogs[index] = .keyTests(dialog)
      return
    }
  }
}
