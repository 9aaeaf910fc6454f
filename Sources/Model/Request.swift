public import HSM
public import KeyStoreAPI

/// What the console asks of the model. No request carries a secret: a PIN lies in the model's box when `login` is sent.
public enum Request: Sendable, Hashable, Codable {
  case connect(driver: String)
  case disconnect(driver: String)
  /// Makes a waiting reconnection try now.
  case retry(driver: String)
  /// Logs in with the PIN that was typed into the model's box.
  case login(driver: String, finalTry: Bool)
  case loginAtPINPad(driver: String)
  case logout(driver: String)
  case listSlots(driver: String)
  case listMechanisms(driver: String)
  case listKeys(driver: String)
  case openKey(KeyObject)
  case key(KeyTask)
  /// Reads types, policies and defaults.
  case loadDefaults
  /// What setting (or, with nil, clearing) a default would change. Nothing is written.
  case previewDefault(scope: Scope, key: KeyObject?)
  case setDefaultKey(scope: Scope, key: KeyObject)
  case clearDefault(scope: Scope)
  /// Gives a default the store's seal, as it stands.
  case confirmDefault(scope: Scope)
  case checkDefaults
  /// Reads the driver's last trial.
  case loadTrial(driver: String)
  case runTrial(driver: String, full: Bool)
  /// Tries the driver where no trial is kept of its library and token as they are now, and the configuration asks for
  /// that.
  case tryNewDriver(String)
  /// Ends the driver's trial behind the step that is under way.
  case cancelTrial(driver: String)
  /// Begins to report the calls of this process, at first those that are kept; or ends it.
  case followCalls(Bool)
  /// Does a task on a token in a process of its own, with the PINs that lie in the model's boxes.
  case tokenTask(TokenTask)
  /// Makes a pair for use outside, with the passphrase that lies in the model's boxes.
  case exportPair(ExportTask)

  /// What was asked about secrets.
  case secret(SecretTask)
  /// So many entries of the audit log, the newest first, of those before an entry.
  case listAudit(before: Int64?, count: Int)

  /// Entries on one page of the audit log.
  public static let auditPage = 200

  /// The driver whose queue does the work; nil for what needs only the store, or every driver.
  public var driver: String? {
    switch self {
    case .connect(let driver), .disconnect(let driver), .retry(let driver), .login(let driver, _),
      .loginAtPINPad(let driver), .logout(let driver), .listSlots(let driver), .listMechanisms(let driver),
      .listKeys(let driver), .loadTrial(let driver), .runTrial(let driver, _), .tryNewDriver(let driver),
      .cancelTrial(let driver):
      driver
    case .key(let task): task.driver
    case .exportPair(let task): task.driver
    case .openKey(let key), .previewDefault(_, .some(let key)), .setDefaultKey(_, let key): key.driver
    case .loadDefaults, .previewDefault, .clearDefault, .confirmDefault, .checkDefaults, .followCalls, .tokenTask,
      .secret, .listAudit:
      nil
    }
  }

  /// Whether something is made, changed or destroyed.
  public var changes: Bool {
    switch self {
    case .key(let task): task.changes
    case .secret(let task): task.changes
    case .setDefaultKey, .clearDefault, .confirmDefault, .tokenTask, .exportPair, .runTrial: true
    default: false
    }
  }
}
