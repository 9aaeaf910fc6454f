internal import COpenSSL
public import SecretMemory

/// A key as files have it.
public enum KeyText {
  /// The textual encoding of RFC 7468, made in wiped memory.
  public static func pem(_ label: String, _ der: borrowing SecretBytes) -> SecretBytes {
    der.withUnsafeBytes { pem(label, bytes: $0) }
  }

  /// The same of what is no secret.
  public static func pem(_ label: String, _ der: [UInt8]) -> SecretBytes { pem(label, self.der(der)) }

  /// DER that is no secret, as files take it.
  public static func der(_ der: [UInt8]) -> SecretBytes {
    SecretBytes(count: der.count) { room in
      room.copyBytes(from: der)
      return der.count
    }
  }

  private static func pem(_ label: String, bytes der: UnsafeRawBufferPointer) -> SecretBytes {
    let (head, foot) = ("-----BEGIN \(label)-----\n", "-----END \(label)-----\n")
    let lines = (der.count + 47) / 48
    return SecretBytes(count: head.utf8.count + lines * 66 + foot.utf8.count + 1) { room in
      var end = 0
      func write(_ text: String) {
        for byte in text.utf8 {
          room[end] = byte
          end += 1
        }
      }
      write(head)
      for line in 0..<lines {
        let bytes = UnsafeRawBufferPointer(rebasing: der[line * 48..<min(der.count, line * 48 + 48)])
        // It writes a zero behind the text; the newline takes its place.
        let count = EVP_EncodeBlock(
          room.baseAddress?.assumingMemoryBound(to: UInt8.self).advanced(by: end),
          bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), Int32(bytes.count))
        end += Int(count)
        room[end] = UInt8(ascii: "\n")
        end += 1
      }
      write(foot)
      return end
    }
  }
}
