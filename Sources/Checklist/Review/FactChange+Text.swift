internal import Platform

extension FactChange {
  /// The label of the fact for people.
  package var label: String { Fact(name, new ?? old ?? "").label }

  /// The old and the new value for people: dates without their time, unless only the time differs.
  package var values: (old: String, new: String) {
    let texts = [old, new].map { value in value.map { Fact(name, $0).shownValue } ?? "not recorded"
    }
    let days = [old, new].map { value in
      value.flatMap { $0.utf8.count >= 10 ? Instant($0) : nil }.map(\.day)
    }
    if let before = days[0], before == days[1] { return (texts[0], texts[1]) }
    return (days[0] ?? texts[0], days[1] ?? texts[1])
  }

  /// `Last used: 2026-05-02 -> 2026-11-20`.
  package var text: String { "\(label): \(values.old) -> \(values.new)" }

  /// Whether the finding shows the change elsewhere.
  package var repeatsSummary: Bool { Fact(name, "").repeatsSummary }
}
