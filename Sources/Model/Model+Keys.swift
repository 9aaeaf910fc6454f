internal import HSM
internal import KeyStoreAPI

extension Model {
  /// Does what was asked about a key.
  func perform(_ task: KeyTask, on connection: Connection, report: Deliver) throws(Failure) {
    let keyStore = installation.keyStore
    do throws(KeyStoreError) {
      switch task {
      case .review(_, let request): report(.key(.review(try review(request, on: connection))))
      case .generate(let review):
        report(.key(.generated(try keyStore.generate(review, on: connection, reason: reason))))
      case .weigh(let key): report(.key(.burden(key, try keyStore.burden(of: key, on: connection))))
      case .delete(let key, let evenIfUsed):
        try keyStore.delete(key, on: connection, evenIfUsed: evenIfUsed, reason: reason)
      case .rename(let key, let label):
        let renamed = try keyStore.rename(key, to: label, on: connection, reason: reason)
        report(.key(.renamed(key, defaults: renamed.defaults, secrets: renamed.secrets)))
      case .setAttributes(let key, let changes):
        _ = try keyStore.setAttributes(changes, of: key, on: connection, reason: reason)
      case .test(let key):
        do {
          report(.key(.test(try connection.test(key))))
        } catch {
          throw KeyStoreError(error)
        }
      }
      if task.changes { report(.defaults(try overview())) }
    } catch {
      throw Failure(error)
    }
  }

  private func review(_ request: KeyRequest, on connection: Connection) throws(KeyStoreError) -> TemplateReview {
    let template: KeyTemplate
    do {
      template = try KeyTemplate(request)
    } catch {
      throw KeyStoreError(.invalidName, error.message, remedy: error.remedy)
    }
    do {
      return try connection.review(template)
    } catch {
      throw KeyStoreError(error)
    }
  }
}
