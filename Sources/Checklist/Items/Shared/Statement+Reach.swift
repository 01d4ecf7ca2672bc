import Model

extension Statement {
  /// Whether it reaches every resource: `*` in one of its spellings, or all but some.
  var isOnEverything: Bool { servicesReachedWhole == nil }

  /// The services all of whose resources it reaches, as `arn:aws:s3:::*` does; nil where that is
  /// all services there are.
  var servicesReachedWhole: [String]? {
    switch resources {
    case .allBut: return nil
    case nil: return []
    case .only(let patterns):
      var services: [String] = []
      for pattern in patterns {
        switch ResourceReach(pattern) {
        case .everything: return nil
        case .service(let service): if !services.contains(service) { services.append(service) }
        case .some: continue
        }
      }
      return services
    }
  }

  /// Whether it reaches every resource of the service.
  func isOnAll(ofService service: String) -> Bool {
    servicesReachedWhole?.contains(service) ?? true
  }

  /// Whether it reaches all resources but some (`NotResource`).
  var sparesSome: Bool {
    if case .allBut = resources { true } else { false }
  }

  /// The condition keys in words, for a finding to tell; empty where it has none.
  var conditionsText: String {
    conditions.map { "\($0.operatorName) \($0.key)" }.joined(separator: ", ")
  }

  /// The actions as written.
  var actionsText: String {
    switch actions {
    case .only(let patterns): patterns.joined(separator: " ")
    case .allBut(let patterns): "all but " + patterns.joined(separator: " ")
    }
  }
}
