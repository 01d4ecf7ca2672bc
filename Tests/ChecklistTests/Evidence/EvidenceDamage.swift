import Model

@testable import Checklist
@testable import Platform

/// One random change to one file of evidence.
///
/// The changes to JSON are those that occur in practice: a value of another type, a member that is
/// missing or spelled in another case, a repeated entry with a difference, the ids of another
/// account, a future date, a sign of missing pages. Only a manifest can show that a whole answer is
/// missing or was replaced by another valid one, so these changes are only made in folders with a
/// manifest.
struct EvidenceDamage {
  /// The xorshift64 generator, so that a seed gives the same damage on every machine.
  struct Numbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state
    }
  }

  var numbers: Numbers

  /// Damages `folder` once; returns a description of the damage.
  mutating func damage(_ folder: inout DamagedFolder) -> String {
    let file = folder.files.randomElement(using: &numbers) ?? ("", [])
    if folder.files.contains(where: { $0.name == DamagedFolder.manifest }), oneOf(3) {
      return damageBytes(of: file, in: &folder, isListed: true)
    }
    guard !oneOf(5), let document = try? JSONDocument(file.bytes) else {
      return file.name.hasSuffix(".csv") && !oneOf(4)
        ? damageReport(file, in: &folder) : damageBytes(of: file, in: &folder, isListed: false)
    }
    var value = JSONValue(document.root)
    let what = damage(&value, isManifest: file.name == DamagedFolder.manifest)
    let text = value.compactText
    guard oneOf(4) else {
      folder.set(file.name, text)
      return "\(file.name): \(what)"
    }
    let copy = oneOf(2) ? "old/" + file.name : "zz-" + (file.name.split(separator: "/").last ?? "")
    folder.set(copy, text)
    return "\(file.name): copied to \(copy), \(what)"
  }

  private mutating func oneOf(_ count: Int) -> Bool {
    Int.random(in: 0..<count, using: &numbers) == 0
  }

  private mutating func pick<Element>(_ elements: [Element]) -> Element? {
    elements.randomElement(using: &numbers)
  }

  // MARK: Bytes

  private mutating func damageBytes(
    of file: (name: String, bytes: [UInt8]), in folder: inout DamagedFolder, isListed: Bool
  ) -> String {
    let place = Int.random(in: 0..<max(file.bytes.count, 1), using: &numbers)
    switch Int.random(in: 0..<(isListed ? 5 : 3), using: &numbers) {
    case 0:
      folder.set(file.name, Array(file.bytes.prefix(place)))
      return "\(file.name) cut off at \(place)"
    case 1:
      folder.set(file.name, [])
      return "\(file.name) emptied"
    case 2:
      folder.set("copy-of-" + file.name, Array(file.bytes.prefix(place)))
      return "\(file.name) copied up to \(place)"
    case 3:
      folder.remove(file.name)
      return "\(file.name) dropped"
    default:
      var bytes = file.bytes
      bytes[place] ^= UInt8(1 << Int.random(in: 0..<8, using: &numbers))
      folder.set(file.name, bytes)
      return "\(file.name) byte \(place) is \(bytes[place])"
    }
  }

  // MARK: The credential report

  private mutating func damageReport(
    _ file: (name: String, bytes: [UInt8]), in folder: inout DamagedFolder
  ) -> String {
    var rows = String(decoding: file.bytes, as: UTF8.self).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let row = Int.random(in: 1..<rows.count, using: &numbers)
    let column = Int.random(in: 0..<rows[0].count, using: &numbers)
    let what: String
    switch Int.random(in: 0..<8, using: &numbers) {
    case 0:
      what = "row \(row) dropped"
      rows.remove(at: row)
    case 1:
      what = "column \(rows[0][column]) dropped"
      for place in rows.indices { rows[place].remove(at: column) }
    case 2:
      what = "column \(rows[0][column]) renamed"
      rows[0][column] += "x"
    case 3:
      what = "column \(rows[0][column]) twice"
      for place in rows.indices { rows[place].append(rows[place][column]) }
    case 4:
      what = "a cell of row \(row) dropped"
      rows[row].remove(at: column)
    case 5:
      what = "row \(row) twice, with another \(rows[0][column])"
      var other = rows[row]
      other[column] = other[column] == "true" ? "false" : "true"
      rows.append(other)
    case 6:
      what = "\(rows[0][column]) of row \(row) garbled"
      rows[row][column] = "?" + rows[row][column]
    default:
      what = "\(rows[0][column]) of row \(row) in the year 2099"
      rows[row][column] = rows[row][column].hasPrefix("20") ? "2099-01-01T00:00:00+00:00" : "?"
    }
    folder.set(file.name, rows.map { $0.joined(separator: ",") }.joined(separator: "\n"))
    return "\(file.name): \(what)"
  }
}
