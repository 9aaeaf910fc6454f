import ArgumentParser
import Cryptoki
import Foundation
import HSM
import Model

struct SlotsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "slots", abstract: "List the modules' slots.")
  @OptionGroup var options: GlobalOptions

  func run() throws {
    try DriverWork.run(try Invocation(options)) { work in
      let (outcomes, slots) = work.listSlots()
      var table = TextTable(["DRIVER", "SLOT", "TOKEN", "SERIAL", "DESCRIPTION"])
      for slot in slots {
        table.add([slot.driver, "\(slot.slot)", slot.tokenWords, slot.token?.serial ?? "", slot.info.description])
      }
      work.show(outcomes, .array(slots.map(JSONValue.slot)), table)
      return work.report(outcomes)
    }
  }
}

struct TokensCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "tokens", abstract: "List the tokens in the slots.")
  @OptionGroup var options: GlobalOptions

  func run() throws {
    try DriverWork.run(try Invocation(options)) { work in
      let (outcomes, slots) = work.listSlots()
      let tokens = slots.compactMap { slot in slot.token.map { (slot, $0) } }
      var table = TextTable(["DRIVER", "TOKEN", "SERIAL", "MANUFACTURER", "MODEL", "FLAGS"])
      for (slot, token) in tokens {
        table.add([
          slot.driver, slot.tokenWords, token.serial, token.manufacturer, token.model,
          token.flags.names.joined(separator: " "),
        ])
      }
      work.show(outcomes, .array(tokens.map { JSONValue.token($0.0, $0.1) }), table)
      return work.report(outcomes)
    }
  }
}

struct MechanismsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mechanisms", abstract: "List what the drivers' tokens say they can do.")
  @OptionGroup var options: GlobalOptions

  func run() throws {
    try DriverWork.run(try Invocation(options)) { work in
      let outcomes = work.onEachDriver(login: .none) { try $0.listMechanisms() }
      // A driver that failed has no rows; its failure is reported beside them.
      let mechanisms = outcomes.flatMap { (try? $0.result.get()) ?? [] }
      var table = TextTable(["DRIVER", "MECHANISM", "VALUE", "KEY TYPE", "SIZES", "REQUIRED", "FLAGS"])
      for mechanism in mechanisms {
        let info = mechanism.info
        table.add([
          mechanism.driver, mechanism.type.name, "0x" + String(mechanism.type.rawValue, radix: 16),
          mechanism.type.keyType?.name ?? "",
          info.maximumKeySize == 0 ? "" : "\(info.minimumKeySize)-\(info.maximumKeySize)",
          mechanism.type.isRequired ? "yes" : "", info.flags.names.joined(separator: " "),
        ])
      }
      work.show(outcomes, .array(mechanisms.map(JSONValue.mechanism)), table)
      return work.report(outcomes)
    }
  }
}

extension DriverWork {
  /// The slots of all modules: one row a slot and module, of drivers that share a module the one whose token it is, else
  /// the first.
  ///
  /// A driver whose token is not there fails, and its slots are listed all the same: they tell what is there instead.
  fileprivate func listSlots() -> (outcomes: [Outcome<[SlotListing]>], slots: [SlotListing]) {
    var outcomes = onEachDriver(login: .none) { try $0.listSlots() }
    var rows: [SlotListing] = []
    var places: [String: Int] = [:]
    for (connection, result) in outcomes {
      let slots = (try? result.get()) ?? slotsWithoutToken(connection, result)
      if case .failure = result, !slots.isEmpty { outcomes.append((connection, .success(slots))) }
      let module = URL(fileURLWithPath: connection.driver.modulePath).resolvingSymlinksInPath().path
      for slot in slots {
        let place = "\(module)\u{0}\(slot.slot)"
        if let index = places[place] {
          if slot.isDriversToken { rows[index] = slot }
        } else {
          places[place] = rows.count
          rows.append(slot)
        }
      }
    }
    return (outcomes, rows)
  }

  private func slotsWithoutToken(
    _ connection: Connection, _ result: Result<[SlotListing], CommandFailure>
  ) -> [SlotListing] {
    guard case .failure(let failure) = result, failure.isForWantOfToken else { return [] }
    // What fails here failed before, and is reported.
    return (try? onAll { try connection.listSlots() }) ?? []
  }
}

extension SlotListing {
  /// The token's name as people read it.
  var tokenWords: String {
    guard let token else { return "(no token)" }
    return token.flags.contains(.CKF_TOKEN_INITIALIZED) ? token.label : "(not initialised)"
  }
}
