import ArgumentParser
import Cryptoki
import HSM

struct KeysTestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Try a key on fresh random text; exit 1 if it fails.")

  @Argument(help: "A label or a PKCS#11 URI.")
  var key: String

  @OptionGroup var options: GlobalOptions

  func run() throws {
    let name = try KeyName(key)
    let invocation = try Invocation(options)
    if invocation.options.readOnly {
      throw CommandFailure(6, "no key is used: --read-only was given", remedy: "leave it out")
    }
    try DriverWork.run(invocation) { work in
      guard let (record, connection) = try work.findKey(name, where: { $0.key.keyType != nil }) else { return 5 }
      let test = try work.onAll { try connection.test(record.key) }
      if invocation.options.json {
        invocation.streams.print(JSONValue.array(test.steps.map { Self.json($0, record) }).text + "\n")
      } else {
        var table = TextTable(["TRIED", "MECHANISM", "RESULT", "ANSWER", "DETAIL"])
        for step in test.steps {
          table.add([
            step.what, step.mechanism.name, step.result.rawValue, step.returnCode?.name ?? "", step.detail ?? "",
          ])
        }
        invocation.streams.print(table.text)
      }
      return test.hasPassed ? 0 : 1
    }
  }

  private static func json(_ step: KeyTest.Step, _ record: KeyRecord) -> JSONValue {
    .object([
      ("key", .string(record.uri)), ("step", .string(step.what)), ("mechanism", .string(step.mechanism.name)),
      ("result", .string(step.result.rawValue)), ("returnName", .optional(step.returnCode?.name)),
      ("detail", .optional(step.detail)),
    ])
  }
}
