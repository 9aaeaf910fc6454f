// swift-tools-version: 6.2
import PackageDescription

/// Continuous integration sets this; a person who tries a newer compiler is not stopped by its new warnings.
let warningsAreErrors = Context.environment["CLAVIGER_WARNINGS_AS_ERRORS"] == "1"

let swiftSettings: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ] + (warningsAreErrors ? [.treatAllWarnings(as: .error)] : [])

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "claviger",
  products: [
    .executable(name: "claviger", targets: ["claviger"]),
    .library(name: "Cryptoki", targets: ["Cryptoki"]),
    .library(name: "KeyStoreAPI", targets: ["KeyStoreAPI", "HSM", "SecretMemory"]),
    .library(name: "claviger-rehearsal", type: .dynamic, targets: ["RehearsalModule"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .target(name: "CCryptoki"),
    .target(name: "CSecretMemory"),
    .target(name: "CSQLite", linkerSettings: [.linkedLibrary("sqlite3")]),
    .target(
      name: "RehearsalModule", dependencies: ["CCryptoki"], cSettings: [.define("_GNU_SOURCE")],
      // It is C alone: any PKCS#11 program loads it, whether Swift is installed or not.
      linkerSettings: [.unsafeFlags(["-nostartfiles", "-static-stdlib"])]),
    .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .target(name: "CCurses", linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),

    .target(name: "ChildProcesses", swiftSettings: swiftSettings),
    .target(name: "SecretMemory", dependencies: ["CSecretMemory"], swiftSettings: swiftSettings),
    .target(name: "Cryptoki", dependencies: ["CCryptoki", "SecretMemory"], swiftSettings: swiftSettings),
    .target(
      name: "HSM", dependencies: ["Cryptoki", "SecretMemory", "COpenSSL"],
      swiftSettings: swiftSettings),
    .target(
      name: "KeyStoreAPI",
      dependencies: ["HSM", "Cryptoki", "SecretMemory", "COpenSSL", "CSQLite", grdb],
      swiftSettings: swiftSettings),
    .target(
      name: "Settings", dependencies: ["HSM", "Cryptoki", "SecretMemory", "ChildProcesses", yams],
      swiftSettings: swiftSettings),
    .target(
      name: "Model", dependencies: ["KeyStoreAPI", "HSM", "Cryptoki", "Settings", "SecretMemory", "ChildProcesses"],
      swiftSettings: swiftSettings),
    .target(name: "Curses", dependencies: ["CCurses", "SecretMemory", yams], swiftSettings: swiftSettings),
    .target(
      name: "Console", dependencies: ["Model", "Curses", "KeyStoreAPI", "HSM", "Cryptoki"],
      swiftSettings: swiftSettings),
    .executableTarget(
      name: "claviger",
      dependencies: [
        "Console", "Curses", "Model", "Settings", "KeyStoreAPI", "HSM", "Cryptoki", "SecretMemory", "COpenSSL",
        argumentParser,
      ],
      swiftSettings: swiftSettings),

    .executableTarget(
      name: "ProtectAndOpen", dependencies: ["KeyStoreAPI", "HSM", "SecretMemory"], path: "Examples/ProtectAndOpen",
      swiftSettings: swiftSettings),

    .target(
      name: "CTerminalEmulator", path: "Tests/Support/CTerminalEmulator",
      linkerSettings: [.linkedLibrary("vterm")]),
    .target(
      name: "Support", dependencies: ["CTerminalEmulator"], path: "Tests/Support/Support",
      swiftSettings: swiftSettings),
    .target(
      name: "TokenSupport", dependencies: ["CTerminalEmulator", "HSM", "Cryptoki", "SecretMemory", "Support"],
      path: "Tests/Support/TokenSupport", swiftSettings: swiftSettings),
    .testTarget(name: "SecretMemoryTests", dependencies: ["SecretMemory"], swiftSettings: swiftSettings),
    .testTarget(
      name: "CryptokiTests", dependencies: ["Cryptoki", "CCryptoki", "SecretMemory", "Support", "TokenSupport"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "HSMTests", dependencies: ["HSM", "Cryptoki", "SecretMemory", "Support", "TokenSupport"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "KeyStoreAPITests",
      dependencies: ["KeyStoreAPI", "HSM", "Cryptoki", "SecretMemory", "Support", "TokenSupport", grdb],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "SettingsTests", dependencies: ["Settings", "HSM", "Cryptoki", "Support"], swiftSettings: swiftSettings),
    .testTarget(
      name: "ModelTests",
      dependencies: [
        "Model", "KeyStoreAPI", "HSM", "Cryptoki", "Settings", "SecretMemory", "Support", "TokenSupport",
      ],
      swiftSettings: swiftSettings),
    .testTarget(name: "CursesTests", dependencies: ["Curses", "Support"], swiftSettings: swiftSettings),
    .testTarget(
      name: "ConsoleTests", dependencies: ["Console", "Curses", "Model", "KeyStoreAPI", "HSM", "Cryptoki", "Support"],
      swiftSettings: swiftSettings),
    .executableTarget(
      name: "DriverSuite", dependencies: ["HSM", "Cryptoki", "SecretMemory", "COpenSSL"], path: "Tests/DriverSuite",
      swiftSettings: swiftSettings),
    .testTarget(
      name: "DriverSuiteTests", dependencies: ["DriverSuite", "claviger", "Support", "TokenSupport"],
      swiftSettings: swiftSettings),
    .executableTarget(
      name: "DriverSoak", dependencies: ["HSM", "Cryptoki", "SecretMemory"], path: "Tests/DriverSoak",
      swiftSettings: swiftSettings),
    .testTarget(
      name: "SoakTests", dependencies: ["DriverSoak", "HSM", "Support", "TokenSupport"], swiftSettings: swiftSettings),
    .testTarget(
      name: "RehearsalTests", dependencies: ["HSM", "Cryptoki", "SecretMemory", "Support", "TokenSupport"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "EndToEnd", dependencies: ["claviger", "ProtectAndOpen", "Support"], path: "Tests/EndToEnd",
      swiftSettings: swiftSettings),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c11
)
