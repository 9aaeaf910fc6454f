internal import Foundation
import Synchronization

/// The modules of this process, each loaded once however many drivers name it.
public final class LoadedModules: Sendable {
  private let hosts = Mutex<[String: ModuleHost]>([:])

  /// Where the calls of all modules are kept.
  let trace: CallTrace

  /// - Parameter trace: keeps the calls; without a file of its own unless one is given.
  public init(trace: CallTrace = CallTrace()) { self.trace = trace }

  /// The host of a driver's module: the same for all drivers whose paths lead to one file.
  func host(for driver: DriverConfiguration) -> ModuleHost {
    let path = URL(fileURLWithPath: driver.modulePath).resolvingSymlinksInPath().path
    return hosts.withLock { hosts in
      if let host = hosts[path] { return host }
      let host = ModuleHost(driver: driver, trace: trace)
      hosts[path] = host
      return host
    }
  }
}
