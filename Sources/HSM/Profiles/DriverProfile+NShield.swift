extension DriverProfile {
  /// nCipher/Entrust nShield: libcknfast refuses keys that could leave the HSM unless its environment allows them.
  ///
  /// Source: nShield, PKCS#11 library environment variables. Variables count from the library's loading on only.
  static let nShield: DriverProfile = {
    var row = DriverProfile(
      "nshield", "Entrust nShield", paths: ["libcknfast", "/nfast/"], makers: ["ncipher", "nshield"])
    row.variables = [
      // Export makes session keys with CKA_EXTRACTABLE; keys that stay on the token are insecure in no sense of the
      // library's, and need nothing.
      ProfileVariable(
        name: "CKNFAST_OVERRIDE_SECURITY_ASSURANCES",
        words: [.init(text: "explicitness", neededBy: [.generate])], separator: ";",
        purpose: "lets keys be made that may leave the HSM wrapped"),
      // Known so that they are shown where somebody set them; none is set by itself.
      ProfileVariable(
        name: "CKNFAST_LOADSHARING", words: [], separator: ";", purpose: "several HSMs behind one slot"),
      ProfileVariable(
        name: "CKNFAST_FAKE_ACCELERATOR_LOGIN", words: [], separator: ";",
        purpose: "accepts a login to the slot of module-protected keys"),
      ProfileVariable(
        name: "CKNFAST_ASSUME_SINGLE_PROCESS", words: [], separator: ";",
        purpose: "keys of other processes stay unseen until the next C_Initialize"),
      ProfileVariable(
        name: "CKNFAST_DEBUG", words: [], separator: ";", purpose: "the library's log, which may hold PINs"),
    ]
    return row
  }()
}
