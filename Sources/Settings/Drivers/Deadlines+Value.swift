internal import HSM

extension Deadlines {
  func changed(by value: Value) throws(SettingsError) -> Deadlines {
    let section = try Section(value, keys: ["generate", "initialize", "token", "pin-pad"])
    var changed = self
    changed.generate = try section.duration("generate", or: generate)
    changed.initialize = try section.duration("initialize", or: initialize)
    changed.token = try section.duration("token", or: token)
    changed.pinPad = try section.duration("pin-pad", or: pinPad)
    return changed
  }
}

extension ReconnectPolicy {
  func changed(by value: Value) throws(SettingsError) -> ReconnectPolicy {
    let section = try Section(value, keys: ["first", "longest", "reload-after"])
    var changed = self
    changed.first = try section.duration("first", or: first)
    changed.longest = try section.duration("longest", or: longest)
    changed.reloadAfter = try section["reload-after"]?.count() ?? reloadAfter
    guard changed.first <= changed.longest else {
      throw SettingsError(at: value.place, "first must not be longer than longest")
    }
    return changed
  }
}
