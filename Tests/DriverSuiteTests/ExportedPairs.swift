@testable import DriverSuite
import Foundation
import Support
import Testing

/// What left one driver's token, and what is expected of it.
struct ExportedPairs {
  private let driver: DriverName
  private let runs: [ExportOrder.Run]
  private let records: [ExportRecord]

  init(of driver: DriverName, _ runs: [ExportOrder.Run], timeout: Duration) throws {
    self.driver = driver
    self.runs = runs
    let stand = try DriverStand(driver)
    records = try stand.run(["exports"], input: ExportOrder(driver: stand.driver, runs: runs), timeout: timeout)
  }

  /// The mechanism that the order of mechanisms comes to on a driver, and what it makes there.
  private var route: (mechanism: String, dialects: Set<String>) {
    switch driver {
    // Whether zeros were needed depends on the key's length.
    case .softHSM, .remote: ("CKM_AES_KEY_WRAP_PAD", ["RFC 5649", "RFC 5649 over zero padding"])
    case .nss: ("CKM_AES_KEY_WRAP_KWP", ["RFC 5649"])
    case .openCryptoki: ("CKM_AES_CBC_PAD", ["CBC with PKCS#7 padding"])
    }
  }

  func expectWhole() throws {
    for run in runs {
      let pairs = records.filter { $0.run == run }
      if driver == .openCryptoki, run.kind.hasPrefix("ec-") {
        #expect(pairs.map { $0.notOffered != nil } == [true], "\(driver.rawValue) makes no \(run.kind)")
        continue
      }
      #expect(pairs.count == run.count, "\(run.kind)")
      for pair in pairs { try expectWhole(pair) }
    }
    let keys = records.filter { $0.notOffered == nil }.map(\.publicKey)
    #expect(Set(keys).count == keys.count, "no pair is another")
  }

  private func expectWhole(_ pair: ExportRecord) throws {
    let place: Comment = "\(driver.rawValue), \(pair.run.kind)"
    #expect(pair.notOffered == nil, place)
    #expect(pair.mechanism == route.mechanism && route.dialects.contains(pair.dialect), place)
    #expect(pair.objectsLeft == 0, place)
    // What is said of a transport weaker than the pair, in every result.
    let isWeak = pair.run.kind == "ec-p521" || (pair.run.kind == "ec-p384" && pair.run.transportBits == 3072)
    #expect(pair.notes.contains { $0.contains("one as strong as") } == isWeak, place)
    let said = try run(
      URL(filePath: "/usr/bin/openssl"), ["pkey", "-inform", "DER", "-check", "-pubout", "-outform", "PEM"],
      input: Data(pair.privateKey))
    #expect(said.status == .exited(0) && said.stdout.contains("Key is valid"), "\(place.rawValue): \(said.stderr)")
    let text = Data(pair.publicKey).base64EncodedString()
    #expect(said.stdout.filter { !$0.isNewline }.contains(text), place)
  }
}
