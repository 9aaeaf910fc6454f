import ArgumentParser
import Cryptoki
import HSM
import Model

struct SlotsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "slots", abstract: "List the modules' slots.")
  @OptionGroup var options: GlobalOptions

  func run() throws {
    let work = try DriverWork(try Invocation(options))
    let outcomes = work.onEachDriver(login: .ifUnasked) { try $0.listSlots() }
    try work.requireResults(outcomes)
    let slots = work.slots(of: outcomes)
    if options.json {
      work.invocation.streams.print(JSONValue.array(slots.map(JSONValue.slot)).text + "\n")
    } else {
      var table = TextTable(["DRIVER", "SLOT", "TOKEN", "SERIAL", "DESCRIPTION"])
      for slot in slots {
        table.add([slot.driver, "\(slot.slot)", slot.tokenWords, slot.token?.serial ?? "", slot.info.description])
      }
      work.invocation.streams.print(table.text)
    }
    try work.end(with: work.report(outcomes))
  }
}

struct TokensCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "tokens", abstract: "List the tokens in the slots.")
  @OptionGroup var options: GlobalOptions

  func run() throws {
    let work = try DriverWork(try Invocation(options))
    let outcomes = work.onEachDriver(login: .ifUnasked) { try $0.listSlots() }
    try work.requireResults(outcomes)
    let tokens = work.slots(of: outcomes).compactMap { slot in slot.token.map { (slot, $0) } }
    if options.json {
      work.invocation.streams.print(JSONValue.array(tokens.map { JSONValue.token($0.0, $0.1) }).text + "\n")
    } else {
      var table = TextTable(["DRIVER", "TOKEN", "SERIAL", "MANUFACTURER", "MODEL", "FLAGS"])
      for (slot, token) in tokens {
        table.add([
          slot.driver, slot.tokenWords, token.serial, token.manufacturer, token.model,
          token.flags.names.joined(separator: " "),
        ])
      }
      work.invocation.streams.print(table.text)
    }
    try work.end(with: work.report(outcomes))
  }
}

struct MechanismsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mechanisms", abstract: "List what the drivers' tokens say they can do.")
  @OptionGroup var options: GlobalOptions

  func run() throws {
    let work = try DriverWork(try Invocation(options))
    let outcomes = work.onEachDriver(login: .ifUnasked) { try $0.listMechanisms() }
    try work.requireResults(outcomes)
    let mechanisms = outcomes.flatMap { outcome -> [MechanismListing] in
      guard case .success(let found) = outcome.result else { return [] }
      return found
    }
    if options.json {
      work.invocation.streams.print(JSONValue.array(mechanisms.map(JSONValue.mechanism)).text + "\n")
    } else {
      var table = TextTable(["DRIVER", "MECHANISM", "VALUE", "KEYS", "FLAGS"])
      for mechanism in mechanisms {
        let info = mechanism.info
        table.add([
          mechanism.driver, mechanism.type.name, "0x" + String(mechanism.type.rawValue, radix: 16),
          info.maximumKeySize == 0 ? "" : "\(info.minimumKeySize)-\(info.maximumKeySize)",
          info.flags.names.joined(separator: " "),
        ])
      }
      work.invocation.streams.print(table.text)
    }
    try work.end(with: work.report(outcomes))
  }
}

extension DriverWork {
  /// One row a slot and module: of drivers that share a module, the one whose token it is, else the first.
  func slots(of outcomes: [Outcome<[SlotListing]>]) -> [SlotListing] {
    var rows: [SlotListing] = []
    var places: [String: Int] = [:]
    for (connection, result) in outcomes {
      guard case .success(let slots) = result else { continue }
      for slot in slots {
        let place = "\(connection.driver.modulePath)\u{0}\(slot.slot)"
        if let index = places[place] {
          if slot.isDriversToken { rows[index] = slot }
        } else {
          places[place] = rows.count
          rows.append(slot)
        }
      }
    }
    return rows
  }
}

extension SlotListing {
  /// The token's name as people read it.
  var tokenWords: String {
    guard let token else { return "(no token)" }
    return token.flags.contains(.CKF_TOKEN_INITIALIZED) ? token.label : "(not initialised)"
  }
}
