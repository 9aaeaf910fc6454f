internal import Foundation
import Synchronization

/// The modules of this process, each loaded once however many drivers name it.
public final class LoadedModules: Sendable {
  private let hosts = Mutex<[String: ModuleHost]>([:])

  public init() {}

  /// The host of a driver's module: the same for all drivers whose paths lead to one file.
  func host(for driver: DriverConfiguration) -> ModuleHost {
    let path = URL(fileURLWithPath: driver.modulePath).resolvingSymlinksInPath().path
    return hosts.withLock { hosts in
      if let host = hosts[path] { return host }
      let host = ModuleHost(driver: driver)
      hosts[path] = host
      return host
    }
  }
}
