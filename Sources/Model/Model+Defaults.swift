internal import HSM
internal import KeyStoreAPI

/// What needs the store, and no driver's queue.
extension Model {
  func performOnStore(_ request: Request) throws(Failure) {
    let store = installation.keyStore.store
    do throws(KeyStoreError) {
      switch request {
      case .loadDefaults: break
      case .followCalls(let follows):
        callFollower.follow(follows)
        return
      case .listAudit(let before, let count):
        let events = try store.listEvents(last: count, before: before ?? .max)
        deliver(.audit(events.reversed(), before: before, count: count))
        return
      case .previewDefault(let scope, .none):
        deliver(.preview(ChangePreview(scope: scope, key: nil, moves: try store.moves(set: scope, to: nil))))
        return
      case .clearDefault(let scope):
        try store.clearDefault(scope, ifUnchangedFrom: try store.state(of: scope), reason: reason)
        proveDoubtedKeys()
      case .confirmDefault(let scope): try installation.keyStore.confirmDefault(scope, reason: reason)
      case .checkDefaults:
        _ = try installation.keyStore.checkDefaults(recording: !isReadOnly)
      default: return
      }
      deliver(.defaults(try overview()))
    } catch {
      throw Failure(error)
    }
  }

  func overview() throws(KeyStoreError) -> PolicyOverview {
    let store = installation.keyStore.store
    return PolicyOverview(
      types: try store.listTypes(), policies: try store.listPolicies(), defaults: try store.listDefaults(),
      dependents: try store.listDependents())
  }
}
