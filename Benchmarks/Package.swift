// swift-tools-version: 6.2
import PackageDescription

// A manifest of its own, so that nobody who builds Claviger builds this.
let package = Package(
  name: "claviger-benchmarks",
  dependencies: [.package(name: "claviger", path: "..")],
  targets: [
    .target(name: "CFloor"),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "CFloor", .product(name: "Cryptoki", package: "claviger"), .product(name: "KeyStoreAPI", package: "claviger"),
      ]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c11
)
