/// The names of one kind of constant in both directions, other spellings of the standard included.
public struct ConstantNames: Sendable {
  private let nameByValue: [UInt: String]
  private let valueByName: [String: UInt]

  /// `aliases` are read but never written: the standard's older spellings.
  init<Constant: StandardConstant>(_ rows: [(Constant, String)], aliases: [String: Constant] = [:]) {
    nameByValue = Dictionary(uniqueKeysWithValues: rows.map { ($0.0.rawValue, $0.1) })
    valueByName = Dictionary(uniqueKeysWithValues: rows.map { ($0.1, $0.0.rawValue) })
      .merging(aliases.mapValues(\.rawValue)) { row, _ in row }
  }

  /// The name of a number, where the tables have it.
  public func name(of value: UInt) -> String? { nameByValue[value] }

  /// The number of a whole name in upper case, where the tables have it.
  public func value(of name: String) -> UInt? { valueByName[name] }
}
