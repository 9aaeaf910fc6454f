import Cryptoki
import HSM
import SecretMemory
import Support
import Testing
import TokenSupport

@Suite(.oneDriverAtATime) struct LoginByNameTests {
  @Test func `a driver that takes the name in the PIN is given both in one`() throws {
    let token = try TestToken()
    var driver = token.driver(pin: .prompt)
    driver.login = .name(String(TestToken.pin.prefix(2)))
    driver.profile = "yubihsm"
    let connection = token.connection(driver, pin: nil)
    try connection.connect()
    defer { connection.disconnect() }
    try connection.login(pin: TestToken.secret(String(TestToken.pin.dropFirst(2))))
    #expect(connection.status.isLoggedIn)
  }

  @Test func `a module that knows no names says so, and is given no PIN`() throws {
    let token = try TestToken()
    var driver = token.driver(pin: .prompt)
    driver.login = .name("alice")
    let connection = token.connection(driver, pin: nil)
    try connection.connect()
    defer { connection.disconnect() }
    #expect {
      try connection.login(pin: TestToken.secret(TestToken.pin))
    } throws: { error in
      guard let cause = (error as? HSMError)?.cause else { return false }
      return cause.function == .C_LoginUser && cause.code == .CKR_FUNCTION_NOT_SUPPORTED
    }
    #expect(!connection.status.isLoggedIn)
  }

  @Test func `a PIN that nobody looked at forgives no refusal`() throws {
    let token = try TestToken()
    let accepted = Recorder<String>()
    let inner = PINGuard.inMemory()
    let connection = Connection(
      driver: token.driver(), modules: LoadedModules(),
      pinProvider: { (_) throws(HSMError) in TestToken.secret(TestToken.pin) },
      pinGuard: PINGuard(
        identity: inner.identity, claim: inner.claim, settle: inner.settle,
        acceptTyped: { _, _, user in accepted.add(user) }))
    try connection.connect()
    defer { connection.disconnect() }
    try connection.login(pin: TestToken.secret("whatever"))
    #expect(accepted.elements.isEmpty)
    try connection.logout()
    try connection.login(pin: TestToken.secret(TestToken.pin))
    #expect(accepted.elements == ["CKU_USER"])
  }
}
