internal import Cryptoki
import Synchronization

/// One thing that a driver was shown to be able to do, or not, by doing it.
public struct TrialRow: Sendable, Hashable, Codable {
  public enum Result: String, Sendable, Hashable, Codable, CaseIterable {
    case passed, failed
    /// The token does not list what it needs.
    case notOffered
    /// The trial was cancelled before it came to this.
    case notTried
  }
  public var driver: String
  public var useCase: UseCase
  /// What was tried: `export ec-p256`, `protect aes-256`.
  public var step: String
  /// The mechanism's name; empty where none was reached.
  public var mechanism: String
  public var result: Result
  /// The return code of what failed.
  public var returnName: String?
  public var detail: String

  public init(
    driver: String, useCase: UseCase, step: String, mechanism: String = "", result: Result, returnName: String? = nil,
    detail: String = ""
  ) {
    self.driver = driver
    self.useCase = useCase
    self.step = step
    self.mechanism = mechanism
    self.result = result
    self.returnName = returnName
    self.detail = detail
  }
}

/// What a trial holds for: a library of one version with a token of one firmware.
public struct TrialInstance: Sendable, Hashable, Codable {
  public var module: String
  public var moduleVersion: String
  public var token: TokenIdentity
  public var firmware: String

  public init(module: String, moduleVersion: String, token: TokenIdentity, firmware: String) {
    self.module = module
    self.moduleVersion = moduleVersion
    self.token = token
    self.firmware = firmware
  }
}

extension Connection {
  /// What a trial of this driver holds for; nil before its token was found.
  public var trialInstance: TrialInstance? {
    guard let token = live.withLock({ $0.token }), let info = host.info else { return nil }
    return TrialInstance(
      module: driver.modulePath, moduleVersion: info.libraryVersion.description, token: TokenIdentity(token),
      firmware: token.firmwareVersion.description)
  }
}
