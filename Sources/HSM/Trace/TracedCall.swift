public import Cryptoki
public import Foundation

/// A call to a module as a trace keeps it: never an argument, and so never a PIN or a key's value.
public struct TracedCall: Sendable, Hashable, Codable {
  /// Its place among the calls of its process, from 1.
  public var number: UInt64
  /// When it was entered.
  public var at: Date
  public var process: CallingProcess
  /// The driver whose session it was made in; outside sessions, the module's first.
  public var driver: String
  /// The session's handle; 0 for functions that take none.
  public var session: UInt
  public var function: CryptokiFunction
  /// What came back; nil while the call is inside the module, or when its process ended before it returned.
  public var code: ReturnCode?
  /// How long it took, or has been taking until it was looked at; nil when its process ended before it returned.
  public var nanoseconds: UInt64?

  public init(
    number: UInt64, at: Date, process: CallingProcess, driver: String, session: UInt, function: CryptokiFunction,
    code: ReturnCode?, nanoseconds: UInt64?
  ) {
    self.number = number
    self.at = at
    self.process = process
    self.driver = driver
    self.session = session
    self.function = function
    self.code = code
    self.nanoseconds = nanoseconds
  }

  public var isRunning: Bool { code == nil && nanoseconds != nil }
}

/// The process that made a call.
public struct CallingProcess: Sendable, Hashable, Codable {
  public var id: Int32
  /// The command it was started with, without the program's folder.
  public var command: String

  public init(id: Int32, command: String) {
    self.id = id
    self.command = command
  }
}
