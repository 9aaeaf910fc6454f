import Foundation
import Glibc
import HSM
import KeyStoreAPI
import Model
import Settings

/// The private directory of the demo: SoftHSM's configuration and tokens, the PINs, claviger.yaml, the store.
struct DemoDirectory {
  let path: String
  private static let driver = "demo"
  static let tokenLabel = "claviger-demo"

  init(explicit: String?, environment: [String: String]) throws {
    if let explicit {
      path = URL(fileURLWithPath: explicit).standardizedFileURL.path
    } else if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") {
      path = data + "/claviger/demo"
    } else if let home = environment["HOME"], home.hasPrefix("/") {
      path = home + "/.local/share/claviger/demo"
    } else {
      throw CommandFailure(2, "there is no place for the demo: HOME is not set", remedy: "name one with --directory")
    }
  }

  var configurationFile: String { path + "/claviger.yaml" }
  private var softHSMFile: String { path + "/softhsm2.conf" }
  private var pinFile: String { path + "/pin" }
  private var soPINFile: String { path + "/so-pin" }
  /// Says that a demo made this directory; made first.
  private var markFile: String { path + "/.claviger-demo" }
  /// Says that the demo is whole; made last, so that one that was cut off is made anew.
  private var completeFile: String { path + "/.complete" }

  var isComplete: Bool { access(completeFile, F_OK) == 0 && access(markFile, F_OK) == 0 }

  /// Removes the demo; a directory that no demo made stays untouched.
  func remove() throws {
    guard access(path, F_OK) == 0 else { return }
    guard access(markFile, F_OK) == 0 else {
      throw CommandFailure(6, "\(path) was not made by a demo and is not removed", remedy: "name another --directory")
    }
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      throw CommandFailure(1, "the demo in \(path) cannot be removed: \(error.localizedDescription)")
    }
  }

  /// Makes everything anew: the directory, the token with its objects, the store with its defaults.
  func prepare(_ invocation: Invocation) throws {
    if access(path, F_OK) == 0 {
      let isEmpty = (try? FileManager.default.contentsOfDirectory(atPath: path))?.isEmpty ?? false
      if !isEmpty { try remove() }
    }
    let module = try SoftHSMSearch.modulePath()
    invocation.streams.message("making the demo in \(path) …")
    do {
      try FileManager.default.createDirectory(
        atPath: path + "/tokens", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      chmod(path, 0o700)
      try write("", to: markFile)
      let pin = randomDigits(8)
      let soPIN = randomDigits(12)
      try write(pin + "\n", to: pinFile)
      try write(soPIN + "\n", to: soPINFile)
      try write(softHSMConfiguration, to: softHSMFile)
      try write(configuration(module: module), to: configurationFile)
    } catch let error as CommandFailure {
      throw error
    } catch {
      throw CommandFailure(1, "the demo cannot be made in \(path): \(error.localizedDescription)")
    }
    setenv("SOFTHSM2_CONF", softHSMFile, 1)
    let reader = PINReader(trustsPermissions: true)
    do {
      var token = DemoToken(module: module, label: Self.tokenLabel, report: invocation.streams.message)
      try token.make(pin: try reader.readFile(pinFile), soPIN: try reader.readFile(soPINFile))
      // An earlier demo in this place had another token.
      try invocation.logins?.forgetToken(of: Self.driver, in: StoreLocation(sqlite: path + "/claviger.db"))
    } catch let error as SettingsError {
      throw CommandFailure(error)
    } catch let error as KeyStoreError {
      throw CommandFailure(error)
    }
    try DemoPolicies.fill(invocation.with(configuration: configurationFile))
    try write("", to: completeFile)
  }

  private var softHSMConfiguration: String {
    """
    directories.tokendir = \(path)/tokens
    objectstore.backend = file
    log.level = ERROR
    slots.removable = false

    """
  }

  /// A configuration of the demo's token through a module.
  func configuration(module: String, environment: [String: String] = [:], banner: String? = nil) -> String {
    let environment = environment.merging(["SOFTHSM2_CONF": "${CONFIG_DIR}/softhsm2.conf"]) { given, _ in given }
    let variables = environment.sorted { $0.key < $1.key }.map { "\($0.key): \"\($0.value)\"" }
    return """
      # Made by `claviger demo`. Every other command takes it with --config.
      store: sqlite:claviger.db
      theme: dark
      drivers:
        - name: \(Self.driver)
          module: \(module)
          token: pkcs11:token=\(Self.tokenLabel)
          use-cases: [protect, generate, hardware]
          pin: {file: pin}
          environment: {\(variables.joined(separator: ", "))}
      \(banner.map { "    banner: \($0)\n" } ?? "")
      """
  }

  func write(_ text: String, to file: String) throws {
    let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else {
      throw CommandFailure(1, "\(file) cannot be written: \(String(cString: strerror(errno)))")
    }
    StandardStreams.write(text, to: descriptor)
    close(descriptor)
  }

  /// A PIN for a token that protects samples; it lies in a file beside it.
  private func randomDigits(_ count: Int) -> String {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in String(Int.random(in: 0...9, using: &generator)) }.joined()
  }
}

/// Where Debian and others put SoftHSM.
enum SoftHSMSearch {
  private static let paths = [
    "/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so", "/usr/lib64/pkcs11/libsofthsm2.so",
    "/usr/lib64/softhsm/libsofthsm2.so", "/usr/local/lib/softhsm/libsofthsm2.so",
  ]

  static func modulePath() throws -> String {
    guard let path = paths.first(where: { access($0, R_OK) == 0 }) else {
      throw CommandFailure(2, "SoftHSM is not installed", remedy: "on Debian: apt-get install libsofthsm2")
    }
    return path
  }
}
