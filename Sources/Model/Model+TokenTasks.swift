internal import SecretMemory

extension Model {
  /// Does a task in a process of its own, with the PINs that were typed for it.
  func perform(_ task: TokenTask, with pins: TokenPINs) throws(Failure) {
    guard let pin = pins.takePresent() else { throw Failure(message: "no PIN was given") }
    guard task.setsPIN else { return try tokenProcess.run(task, pin: pin, newPIN: nil) }
    guard let new = pins.takeNew() else {
      throw Failure(message: "the two new PINs differ: nothing was done", remedy: "type them again")
    }
    try tokenProcess.run(task, pin: pin, newPIN: new)
  }
}
