internal import Model
internal import Platform

/// The content of a value, for comparing two answers about the same thing.
struct JSONContent {
  /// A digest that is the same for values with the same meaning. It ignores white space, the order
  /// of members and elements, null members, the format of dates of facts, and the form of a policy
  /// document (object, JSON text or percent-encoded text). AWS does not guarantee an order for its
  /// lists.
  let digest: UInt64
  /// The latest date of a fact in the value; nil if there is none.
  let latest: Instant?
}

extension JSONNode {
  /// The content of the value, computed in one pass. `dates` are the members that contain dates of
  /// facts.
  func content(dates: Set<String>) -> JSONContent {
    var reader = ContentReader(document: document, dates: dates)
    let digest = reader.digest(at: index, under: nil)
    return JSONContent(digest: digest, latest: reader.latest)
  }
}

/// Traverses a value once to compute its digest and its latest date.
private struct ContentReader {
  let document: JSONDocument
  let dates: Set<String>
  var latest: Instant?

  /// The members that contain a policy document.
  private static let documents: Set<String> = [
    "AssumeRolePolicyDocument", "PolicyDocument", "Document", "Content",
  ]

  /// The digest of the value at `index`, which is the member named at `key` of its object.
  mutating func digest(at index: Int, under key: Int?) -> UInt64 {
    let entry = document.tape[index]
    switch entry.kind {
    case .object:
      var sum: UInt64 = 0x7B
      var key = index + 1
      while key < Int(entry.next) {
        if document.tape[key + 1].kind != .null {
          let value = digest(at: key + 1, under: key)
          sum &+= Self.mixed(scalar(key) ^ Self.mixed(value))
        }
        key = Int(document.tape[key + 1].next)
      }
      return Self.mixed(sum)
    case .array:
      var sum: UInt64 = 0x5B
      var element = index + 1
      while element < Int(entry.next) {
        sum &+= Self.mixed(digest(at: element, under: nil))
        element = Int(document.tape[element].next)
      }
      return Self.mixed(sum)
    case .string, .number:
      return key.flatMap { special(at: index, under: $0) } ?? scalar(index)
    case .true, .false, .null, .dropped:
      return scalar(index)
    }
  }

  /// The digest of a date or of a policy document in a string; nil for other values.
  private mutating func special(at index: Int, under key: Int) -> UInt64? {
    let node = JSONNode(document: document, index: index)
    let range = node.range
    let isText = node.kind == .string
    guard let first = document.bytes[(range.lowerBound + (isText ? 1 : 0))..<range.upperBound].first
    else { return nil }
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9") where range.count >= 9:
      guard dates.contains(name(at: key)), let text = node.string ?? node.number,
        let instant = Instant(text)
      else { return nil }
      latest = max(latest ?? instant, instant)
      return Self.mixed(UInt64(bitPattern: instant.seconds))
    case UInt8(ascii: "{"), UInt8(ascii: "%"), UInt8(ascii: "\\"):
      guard isText, Self.documents.contains(name(at: key)), let text = node.string,
        let inner = PolicyReader.json(in: text)
      else { return nil }
      var reader = ContentReader(document: inner, dates: dates)
      return reader.digest(at: 0, under: nil)
    default: return nil
    }
  }

  private func name(at key: Int) -> String { JSONNode(document: document, index: key).string ?? "" }

  /// The digest of a string, number or word (FNV-1a, 64 bits), with escapes resolved.
  private func scalar(_ index: Int) -> UInt64 {
    let entry = document.tape[index]
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    if entry.hasEscapes {
      add(UInt8(ascii: "\""))
      for byte in name(at: index).utf8 { add(byte) }
      add(UInt8(ascii: "\""))
    } else {
      document.bytes.withUnsafeBufferPointer { bytes in
        for byte in bytes[Int(entry.offset)..<Int(entry.end)] { add(byte) }
      }
    }
    return hash
  }

  /// Mixes the bits, so that sums of digests do not cancel out (the finalizer of SplitMix64).
  private static func mixed(_ value: UInt64) -> UInt64 {
    var bits = value &+ 0x9E37_79B9_7F4A_7C15
    bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    return bits ^ bits >> 31
  }
}
