internal import Foundation
internal import GRDB

/// Values of a row, none trusted to be there or of its type: the file may have been written by anyone.
extension Row {
  func text(_ column: String) throws(KeyStoreError) -> String {
    guard case .string(let text)? = storage(column) else { throw damaged(column) }
    return text
  }

  func textIfAny(_ column: String) throws(KeyStoreError) -> String? {
    storage(column) == .null ? nil : try text(column)
  }

  func integer(_ column: String) throws(KeyStoreError) -> Int64 {
    guard case .int64(let number)? = storage(column) else { throw damaged(column) }
    return number
  }

  func integerIfAny(_ column: String) throws(KeyStoreError) -> Int64? {
    storage(column) == .null ? nil : try integer(column)
  }

  func blobIfAny(_ column: String) throws(KeyStoreError) -> [UInt8]? {
    storage(column) == .null ? nil : try blob(column)
  }

  func count(_ column: String) throws(KeyStoreError) -> Int { Int(try integer(column)) }

  func blob(_ column: String) throws(KeyStoreError) -> [UInt8] {
    guard case .blob(let data)? = storage(column) else { throw damaged(column) }
    return [UInt8](data)
  }

  /// Times are whole milliseconds since 1970.
  func time(_ column: String) throws(KeyStoreError) -> Date { Date(milliseconds: try integer(column)) }

  func timeIfAny(_ column: String) throws(KeyStoreError) -> Date? {
    storage(column) == .null ? nil : try time(column)
  }

  private func storage(_ column: String) -> DatabaseValue.Storage? { (self[column] as DatabaseValue?)?.storage }

  func damaged(_ column: String) -> KeyStoreError {
    KeyStoreError(
      .storeCorrupt, "cannot read the store: a row has no proper \(column)", remedy: "restore the store from a backup")
  }
}

extension Date {
  init(milliseconds: Int64) { self.init(timeIntervalSince1970: Double(milliseconds) / 1000) }
  var milliseconds: Int64 { Int64((timeIntervalSince1970 * 1000).rounded()) }
}
