import ArgumentParser

/// What every command takes, before or after its name.
struct GlobalOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The configuration to use.", valueName: "file"))
  var config: String?

  @Option(help: ArgumentHelp("The store to use instead of the configuration's, as sqlite:PATH.", valueName: "url"))
  var store: String?

  @Option(help: ArgumentHelp("Use only this driver.", valueName: "name"))
  var driver: String?

  @Flag(help: "Print one JSON document instead of a table.")
  var json = false

  @Flag(help: "Change nothing: no store, no token, no history.")
  var readOnly = false

  @Option(
    help: ArgumentHelp("Read the PIN from a file's first line; goes before the configuration.", valueName: "file"))
  var pinFile: String?

  @Flag(
    help:
      "Ask for the PIN, whatever the configuration says: once typed and accepted, what was refused may be tried again."
  )
  var askPin = false

  @Option(
    help: ArgumentHelp(
      "Confirms what cannot be undone, instead of typing it: the label of what is destroyed or changed for good.",
      valueName: "text"))
  var confirm: String?

  @Flag(help: "Never ask; a PIN that would have to be typed ends with 4, a missing confirmation with 6.")
  var noInput = false

  @Option(help: ArgumentHelp("Where a driver's own output and messages go.", valueName: "file"))
  var log: String?

  @Option(help: ArgumentHelp("The console's theme: a name, or a path.", valueName: "name"))
  var theme: String?

  @Option(help: ArgumentHelp("Kept in the audit log with each change.", valueName: "text"))
  var reason: String?

  @Flag(help: "Use files that others could change; audited.")
  var trustPermissions = false
}
