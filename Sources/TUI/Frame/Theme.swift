/// The look of each role.
public struct Theme: Hashable, Sendable {
  /// A role, for all terminals or for those of one color depth.
  struct Key: Hashable, Sendable {
    let role: StyleRole
    let depth: ColorDepth?
  }

  var looks: [Key: Look] = [:]

  /// An empty theme: readable on any terminal, without colors.
  public init() {}

  /// The look of a cell on a terminal of `depth`.
  public func look(
    of role: StyleRole, emphasis: Cell.Emphasis = .none, depth: ColorDepth
  ) -> Look {
    let below = look(of: role, depth: depth)
    switch emphasis {
    case .none: return below
    case .selected: return look(of: .selection, depth: depth).over(below)
    case .selectedInactive: return look(of: .selectionInactive, depth: depth).over(below)
    case .marked: return look(of: .marked, depth: depth).over(below)
    }
  }

  /// The look that the theme sets for a role at `depth`, or at the nearest higher depth.
  private func look(of role: StyleRole, depth: ColorDepth) -> Look {
    let fitting: [ColorDepth] =
      switch depth {
      case .colors256: [.colors256]
      case .colors16: [.colors16]
      case .colors8: [.colors8, .colors16]
      case .mono: [.mono]
      }
    for candidate in fitting {
      if let look = looks[Key(role: role, depth: candidate)] { return look.reduced(to: depth) }
    }
    return (looks[Key(role: role, depth: nil)] ?? Self.defaultLook(role)).reduced(to: depth)
  }

  /// The look of a role that a theme does not set; keeps apart the roles that must be
  /// distinguishable.
  private static func defaultLook(_ role: StyleRole) -> Look {
    var look = Look()
    switch role {
    case .selection: look.isReversed = true
    case .selectionInactive, .match, .escape: look.isUnderlined = true
    case .heading, .title, .marked: look.isBold = true
    default: break
    }
    return look
  }
}
