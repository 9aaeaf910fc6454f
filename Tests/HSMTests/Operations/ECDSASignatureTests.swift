import HSM
import Testing

@Suite struct ECDSASignatureTests {
  @Test(arguments: [32, 48, 66]) func `a signature is the same after both ways`(half: Int) {
    for fill: UInt8 in [0x01, 0x7F, 0x80, 0xFF] {
      var raw = [UInt8](repeating: fill, count: 2 * half)
      raw[0] = 0
      raw[half] = 0x01
      let der = ECDSASignature.der(raw: raw)
      #expect(ECDSASignature.raw(der: der, half: half) == raw)
      #expect(ECDSASignature.raw(der: der + [0], half: half) == nil)
      #expect(ECDSASignature.raw(der: der.dropLast(), half: half) == nil)
      #expect(ECDSASignature.raw(der: der, half: half - 1) == nil || der.count < 2 * half)
    }
  }

  @Test func `what is no sequence of two numbers is refused`() {
    let wrong: [[UInt8]] = [
      [], [0x30], [0x30, 0x00], [0x30, 0x03, 0x02, 0x01, 0x01], [0x31, 0x06, 0x02, 0x01, 0x01, 0x02, 0x01, 0x01],
      [0x30, 0x06, 0x02, 0x01, 0x81, 0x02, 0x01, 0x01], [0x30, 0x81, 0x06, 0x02, 0x01, 0x01, 0x02, 0x01, 0x01],
      [0x30, 0x06, 0x02, 0x7F, 0x01, 0x02, 0x01, 0x01], [0x30, 0x05, 0x02, 0x00, 0x02, 0x01, 0x01],
    ]
    for der in wrong { #expect(ECDSASignature.raw(der: der, half: 32) == nil, "\(der)") }
    #expect(ECDSASignature.der(raw: [0, 0]) == [0x30, 0x06, 0x02, 0x01, 0x00, 0x02, 0x01, 0x00])
  }
}
