import Cryptoki
import FoundationEssentials
import HSM

/// The time of day in UTC, as all of Claviger's times are.
func clock(_ date: Date) -> String {
  let seconds = Int(date.timeIntervalSince1970.rounded(.down))
  func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
  let day = ((seconds % 86_400) + 86_400) % 86_400
  return "\(two(day / 3600)):\(two(day / 60 % 60)):\(two(day % 60))"
}

/// A day and the time of day in UTC.
func moment(_ date: Date) -> String {
  "\(CKDate(secondsSince1970: Int(date.timeIntervalSince1970.rounded(.down)))) \(clock(date))"
}

/// The time of day where it is today's, else the day; UTC.
func dayOrTime(_ date: Date, at now: Date) -> String {
  let (day, today) = (moment(date).prefix(10), moment(now).prefix(10))
  return day == today ? clock(date) : String(day)
}

/// Three digits that count.
func decimal(_ value: Double) -> String {
  guard value.isFinite, value >= 0, value < 1e12 else { return "" }
  let places = value >= 100 ? 0 : value >= 10 ? 1 : 2
  let scale = places == 0 ? 1.0 : places == 1 ? 10 : 100
  let scaled = Int((value * scale).rounded())
  guard places > 0 else { return "\(scaled)" }
  let fraction = String(scaled % Int(scale))
  return "\(scaled / Int(scale))." + String(repeating: "0", count: places - fraction.count) + fraction
}

/// A row of bars, the highest standing for the largest value.
func sparkline(_ values: [Double]) -> String {
  let bars = Array("▁▂▃▄▅▆▇█")
  guard let largest = values.max(), largest > 0 else { return "" }
  return String(values.map { bars[min(bars.count - 1, Int($0 / largest * Double(bars.count - 1)))] })
}

extension LockingMode {
  /// How the module locks, in words.
  var words: String {
    switch self {
    case .callbacksAndOS: "our mutexes offered, with OS locking"
    case .os: "OS locking (the module took no mutexes of ours)"
    case .serialised: "the module cannot lock: one call at a time"
    }
  }
}
