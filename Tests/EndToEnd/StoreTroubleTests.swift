import Foundation
import Support
import Testing

/// A disk that is full, a folder that cannot be written, a store that others hold or that comes from later: one clear
/// error each, and nothing lost.
@Suite(.serialized) struct StoreTroubleTests {
  private let demo: Demo
  private var place: String { demo.folder.path + "/disk" }

  init() throws {
    demo = try Demo()
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: false)
  }

  /// Why no disk of the test's own can be mounted here; nil where it can.
  static let obstacle: String? = {
    // Without unshare(1) there is no result, which is told below.
    let result = try? run(
      URL(fileURLWithPath: "/usr/bin/unshare"), ["--mount", "/bin/mount", "-t", "tmpfs", "claviger", "/mnt"])
    return result?.status == .exited(0) ? nil : "no disk can be mounted: \(result?.stderr ?? "unshare is missing")"
  }()

  static func canMount(_ test: String) -> Bool {
    guard let obstacle, !NotRun.isForbidden else { return true }
    NotRun.note("\(test): \(obstacle)")
    return false
  }

  @Test(.enabled(if: StoreTroubleTests.canMount("a store on a full disk")))
  func `on a full disk every change ends with its error, and what was there is there when there is room again`() throws
  {
    let results = try onDisk(
      """
      cat /dev/zero >"$disk/filler" 2>/dev/null || true
      try put secrets put second --type generic --in "$demo/pin"
      try replace secrets put first --replace --type generic --in "$demo/pin"
      try add types add another
      try set defaults set --global --key kek-2025
      try get secrets get first
      try backup store backup "$disk/backup"
      ls "$disk" >"$out/left"
      rm "$disk/filler"
      try get-after secrets get first
      try check store check
      try verify audit verify
      try list secrets list --json
      try put-after secrets put second --type generic --in "$demo/pin"
      """)
    for step in ["put", "replace", "add", "set", "get"] {
      let result = try #require(results[step])
      #expect(result.status == 1, "\(step): \(result.error)")
      #expect(result.error.contains("the disk is full"), "\(step): \(result.error)")
      #expect(result.output.isEmpty)
    }
    #expect(results["backup"]?.status == 1 && results["backup"]?.error.contains("the disk is full") == true)
    let left = try left()
    #expect(left.allSatisfy { !$0.contains("backup") }, "\(left)")
    for step in ["put-first", "get-after", "check", "verify", "put-after"] {
      #expect(results[step]?.status == 0, "\(step): \(results[step]?.error ?? "")")
    }
    let kept = try String(contentsOfFile: demo.pinFile, encoding: .utf8)
    #expect(results["get-after"]?.output == kept)
    #expect(results["list"]?.output.contains("first") == true)
    #expect(results["list"]?.output.contains("second") == false)
  }

  @Test(.enabled(if: StoreTroubleTests.canMount("a store on a disk that cannot be written")))
  func `on a disk that cannot be written a change ends with its error, and reading goes on`() throws {
    let results = try onDisk(
      """
      mount -o remount,ro "$disk"
      try put secrets put second --type generic --in "$demo/pin"
      try get secrets get first
      try list secrets list --json
      try explain defaults explain --type generic --read-only
      try verify audit verify --read-only
      mount -o remount,rw "$disk"
      try get-after secrets get first
      try check store check
      """)
    for step in ["put", "get"] {
      let result = try #require(results[step])
      #expect(result.status == 1 && result.output.isEmpty, "\(step): \(result.error)")
      #expect(result.error.contains("cannot be written"), "\(step): \(result.error)")
    }
    for step in ["list", "explain", "verify", "get-after", "check"] {
      #expect(results[step]?.status == 0, "\(step): \(results[step]?.error ?? "")")
    }
  }

  private struct Step {
    let status: Int
    let output: String
    let error: String
  }

  /// Runs a script in a mount namespace of its own, where `try STEP …` runs the program on a store in `$disk`, and keeps
  /// what came of it. The disk has two megabytes, and the store one secret, `first`.
  private func onDisk(_ script: String) throws -> [String: Step] {
    let out = demo.folder.path + "/out"
    try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: false)
    let whole = """
      set -eu
      program=$1 demo=$2 disk=$3 out=$4
      try() {
        step=$1
        shift
        status=0
        "$program" --config "$demo/claviger.yaml" --store "sqlite:$disk/store.db" --no-input "$@" \\
          >"$out/$step.output" 2>"$out/$step.error" </dev/null || status=$?
        echo $status >"$out/$step.status"
      }
      mount -t tmpfs -o size=2m claviger "$disk"
      try set-first defaults set --global --key kek-2026
      try put-first secrets put first --type generic --in "$demo/pin"
      \(script)
      """
    let result = try run(
      URL(fileURLWithPath: "/usr/bin/unshare"),
      [
        "--mount", "/bin/sh", "-c", whole, "sh", BuiltProduct.url(named: "claviger").path, demo.directory.path, place,
        out,
      ],
      environment: ["HOME": demo.folder.path, "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"], timeout: .seconds(120))
    guard result.status == .exited(0) else { throw SupportError("the script ended \(result.status): \(result.stderr)") }
    func text(_ name: String) throws -> String {
      String(decoding: try Data(contentsOf: URL(fileURLWithPath: out + "/" + name)), as: UTF8.self)
    }
    var steps: [String: Step] = [:]
    for file in try FileManager.default.contentsOfDirectory(atPath: out) where file.hasSuffix(".status") {
      let name = String(file.dropLast(7))
      steps[name] = Step(
        status: Int(try text(file).dropLast()) ?? -1, output: try text(name + ".output"),
        error: try text(name + ".error"))
    }
    return steps
  }

  private func left() throws -> [String] {
    try String(contentsOfFile: demo.folder.path + "/out/left", encoding: .utf8).split(separator: "\n").map(String.init)
  }
}
