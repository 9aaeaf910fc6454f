import Foundation
import Support
import Testing

/// Scripts rely on every key being there: what is absent is null.
@Suite struct CommandDocumentTests {
  let demo: Demo

  init() throws { demo = try Demo.shared.get() }

  @Test func `status tells everything of a connection`() throws {
    let result = try demo("status", "--json")
    result.expect(.exited(0))
    let row = try #require(try result.rows().first)
    #expect(
      row.names == [
        "driver", "state", "since", "generation", "attempt", "nextAttemptAt", "cause", "pausedCallers", "hangingCall",
        "calls", "latencyMilliseconds", "sessions", "module", "token", "locking", "useCases", "profile",
        "variables", "callsPerSecond", "hungCalls", "unreturnedSessions",
      ])
    #expect(try row.object("latencyMilliseconds").names == ["p50", "p99"])
    #expect(try row.object("sessions").names == ["open", "limit"])
    #expect(try row.object("module").names == ["path", "manufacturer", "description", "version", "cryptoki"])
    #expect(try row.object("token").names == ["label", "serial", "manufacturer", "model"])
    #expect(row.text("state") == "connected")
    #expect(row.number("generation") == 1)
    #expect(row.text("locking") == "callbacks+os")
    #expect(row["useCases"] as? [String] == ["protect", "generate", "hardware"])
    #expect(row.isNull("cause") && row.isNull("hangingCall") && row.isNull("nextAttemptAt"))
    #expect(try #require(row.text("since")).wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/) != nil)
  }

  @Test func `slots has a row for each slot of the module`() throws {
    let rows = try demo("slots", "--json").rows()
    #expect(rows.count == 2)
    for row in rows { #expect(row.names == ["driver", "slot", "description", "flags", "token"]) }
    let token = try rows[0].object("token")
    #expect(
      token.names == [
        "label", "serial", "manufacturer", "model", "firmware", "flags", "initialized", "sessions",
      ])
    #expect(token.text("label") == "claviger-demo")
    #expect((token["flags"] as? [String])?.contains("CKF_TOKEN_INITIALIZED") == true)
    #expect(rows[0]["flags"] as? [String] == ["CKF_TOKEN_PRESENT"])
  }

  @Test func `tokens tells an initialised token from one that is not`() throws {
    let rows = try demo("tokens", "--json").rows()
    for row in rows {
      #expect(
        row.names == [
          "driver", "slot", "label", "serial", "manufacturer", "model", "firmware", "flags", "initialized", "sessions",
        ])
    }
    #expect(rows.map { $0.text("label") } == ["claviger-demo", ""])
    #expect(rows.map { $0["initialized"] as? Bool } == [true, false])
    #expect(try demo("tokens").stdout.contains("(not initialised)"))
  }

  @Test func `mechanisms gives numbers beside the standard's names`() throws {
    let rows = try demo("mechanisms", "--json").rows()
    for row in rows {
      #expect(
        row.names == [
          "driver", "token", "value", "name", "minimumKeySize", "maximumKeySize", "flags", "keyType", "required",
        ])
    }
    let padded = try #require(rows.first { $0.text("name") == "CKM_AES_CBC_PAD" })
    #expect(padded.number("value") == 0x1085)
    #expect(padded.text("keyType") == "CKK_AES")
    #expect(padded["required"] as? Bool == true)
    #expect(rows.contains { $0.text("name") == "CKM_SHA256" && $0.isNull("keyType") })
  }

  @Test(arguments: [[], ["--all-attributes"]])
  func `keys list has the same keys for every kind of object`(options: [String]) throws {
    let result = try claviger(
      arguments: ["--config", demo.directory.path + "/claviger.yaml", "keys", "list", "--json"] + options)
    let rows = try result.rows()
    for row in rows {
      #expect(
        row.names == [
          "uri", "driver", "token", "class", "keyType", "label", "id", "size", "attributes", "checkValue",
          "fingerprint", "defaultFor", "protects", "warnings", "certificate",
        ])
    }
    let key = try #require(rows.first { $0.text("label") == "kek-2026" })
    #expect(key.text("class") == "CKO_SECRET_KEY" && key.text("keyType") == "CKK_AES")
    #expect(key.number("size") == 256)
    #expect(key.text("id") == "0103")
    #expect(try #require(key.text("uri")).hasSuffix(";object=kek-2026;type=secret-key;id=%01%03"))
    #expect(try #require(key.text("checkValue")).wholeMatch(of: /[0-9a-f]{6}/) != nil)
    #expect(try #require(key.text("fingerprint")).wholeMatch(of: /[0-9a-f]{64}/) != nil)
    #expect(try key.rows("defaultFor").map { $0.text("kind") } == ["global"])
    let attributes = try key.object("attributes")
    #expect(attributes["CKA_SENSITIVE"] as? Bool == true)
    #expect(attributes.number("CKA_CLASS") == 4)
    #expect(attributes.names.contains("CKA_WRAP") == !options.isEmpty)
    #expect(!attributes.names.contains("CKA_VALUE"))
    let certificate = try #require(rows.first { $0.text("class") == "CKO_CERTIFICATE" })
    #expect(certificate.isNull("keyType") && certificate.isNull("fingerprint"))
  }

  @Test func `types, policies, drivers, themes and the configuration`() throws {
    #expect(try demo("types", "list", "--json").rows().allSatisfy { $0.names == ["name", "builtIn", "secrets"] })
    #expect(try demo("policies", "list", "--json").rows().allSatisfy { $0.names == ["path", "secrets", "defaults"] })
    let driver = try #require(try demo("drivers", "list", "--json").rows().first)
    #expect(
      driver.names == ["name", "module", "token", "useCases", "pin", "profile", "recognised", "variables", "trial"])
    #expect(driver.text("pin") == "file" && driver.text("token") == "pkcs11:token=claviger-demo")
    let check = try demo("config", "check", "--json").object()
    #expect(check.names == ["file", "drivers", "warnings"])
    let themes = try demo("themes", "list", "--json").rows()
    #expect(themes.allSatisfy { $0.names == ["name", "path"] })
    #expect(themes.contains { $0.text("name") == "dark" })
  }

  @Test func `A global option reaches the command from before its name and from behind`() throws {
    let configuration = demo.directory.path + "/claviger.yaml"
    let before = try claviger("--json", "--config", configuration, "types", "list")
    let between = try claviger("types", "--json", "--config", configuration, "list")
    let behind = try claviger("types", "list", "--config", configuration, "--json")
    #expect(try before.rows().count == 7)
    #expect(before.output == between.output && before.output == behind.output)
    let store = try TemporaryDirectory()
    let other = try claviger(
      "--config", configuration, "--store", "sqlite:\(store.path)/s.db", "types", "list", "--json")
    #expect(try other.rows().count == 6)
  }

  @Test func `Messages never stand among results`() throws {
    let result = try demo("keys", "list", "--public", "--json")
    #expect(result.stderr == "PUBLIC VIEW: private objects are hidden\n")
    let rows = try result.rows()
    #expect(!rows.isEmpty)
    #expect(try rows.allSatisfy { try $0.object("attributes")["CKA_PRIVATE"] as? Bool == false })
    #expect(try demo("status").stderr.isEmpty)
  }
}
