import Model
import Platform
import Testing

@testable import TUI

@Suite struct ThemeTests {
  @Test("the lines of a theme file are parsed")
  func parsing() {
    let (theme, problems) = Theme.parse(
      """
      # a comment
      critical = bright-white on red bold   # and another

      link=201 underline
      border = default
      guilty = black on default reverse
      """)
    #expect(problems.isEmpty)
    let critical = theme.look(of: .critical, depth: .colors256)
    #expect(critical.foreground == .palette(15))
    #expect(critical.background == .palette(1))
    #expect(critical.isBold && !critical.isUnderlined && !critical.isReversed)
    #expect(theme.look(of: .link, depth: .colors256).foreground == .palette(201))
    #expect(theme.look(of: .link, depth: .colors256).isUnderlined)
    #expect(theme.look(of: .border, depth: .colors256) == Look())
    #expect(theme.look(of: .guilty, depth: .colors256).isReversed)
  }

  @Test(
    "an invalid line is reported with what was expected",
    arguments: [
      ("text red", #"expected ROLE = COLOR, found "text red""#),
      ("txt = red", #"unknown style role "txt"; docs/themes.md lists all roles"#),
      ("= red", #"unknown style role ""; docs/themes.md lists all roles"#),
      ("text@88 = red", #"expected @256, @16, @8 or @mono, found "@88""#),
      ("text = red\ntext = red", #""text" is already set"#),
      ("text =", "expected a color: a name, 0 to 255, or default"),
      ("text = red on", "expected a color: a name, 0 to 255, or default"),
      (
        "text = 256",
        #""256" is not a color: expected a name such as bright-red, 0 to 255, or default"#
      ),
      (
        "text = +1",
        #""+1" is not a color: expected a name such as bright-red, 0 to 255, or default"#
      ),
      (
        "text = red blink", #"expected "on COLOR", bold, underline or reverse, found "blink""#
      ),
      (
        "text = re\u{1B}d",
        #""re⟨U+001B⟩d" is not a color: expected a name such as bright-red, 0 to 255, or default"#
      ),
    ])
  func problems(text: String, sentence: String) {
    let problems = Theme.parse("\n" + text).problems
    #expect(problems.map(\.description) == [sentence])
    #expect(problems.first?.line == text.split(separator: "\n").count + 1)
  }

  @Test("an invalid line does not affect the others")
  func skipsInvalid() {
    let (theme, problems) = Theme.parse("text = rde\r\nlink = red")
    #expect(problems.count == 1)
    #expect(theme.look(of: .link, depth: .colors8).foreground == .palette(1))
  }

  @Test("with fewer colors, the setting for that depth is used, or else the nearest color")
  func depths() {
    let theme = Theme.parse(
      """
      low = 196
      high = 208
      high@16 = magenta
      medium@8 = white
      medium = 12
      link = 196 bold
      link@mono = default underline
      muted = bright-black
      """
    ).theme
    func color(_ role: StyleRole, _ depth: ColorDepth) -> Color {
      theme.look(of: role, depth: depth).foreground
    }
    #expect(
      ColorDepth.allCases.map { color(.low, $0) } == [
        .palette(196), .palette(9), .palette(1), .standard,
      ])
    #expect(
      ColorDepth.allCases.map { color(.high, $0) }
        == [.palette(208), .palette(5), .palette(5), .standard])
    #expect(
      ColorDepth.allCases.map { color(.medium, $0) }
        == [.palette(12), .palette(12), .palette(7), .standard])
    #expect(color(.muted, .colors8) == .standard)
    #expect(theme.look(of: .link, depth: .mono).isUnderlined)
    #expect(!theme.look(of: .link, depth: .mono).isBold)
  }

  @Test("a selection replaces the colors; the underline of an escape stays visible")
  func emphasis() {
    let theme = Theme.parse("selection = black on cyan\nescape = red underline").theme
    let look = theme.look(of: .escape, emphasis: .selected, depth: .colors256)
    #expect(look.foreground == .palette(0))
    #expect(look.background == .palette(6))
    #expect(look.isUnderlined)
  }

  @Test("without a theme, selection, marks and escapes are still visible")
  func defaultLook() {
    let looks = [Cell.Emphasis.none, .selected, .selectedInactive, .marked].map {
      Theme().look(of: .text, emphasis: $0, depth: .mono)
    }
    #expect(Set(looks).count == 4)
    #expect(Theme().look(of: .escape, depth: .mono) != Look())
  }

  @Test(
    "the number of colors determines the depth",
    arguments: [
      (-1, ColorDepth.mono), (2, .mono), (8, .colors8), (16, .colors16), (88, .colors16),
      (256, .colors256), (1 << 24, .colors256),
    ])
  func depth(count: Int, expected: ColorDepth) {
    #expect(ColorDepth(colorCount: count) == expected)
  }
}

@Suite struct BundledThemeTests {
  @Test("five themes are bundled")
  func names() {
    #expect(
      Theme.bundledNames == ["colour-blind", "dark", "high-contrast", "light", "mono"])
    #expect(Theme.bundled("none") == nil)
  }

  @Test("each bundled theme is valid and sets every role", arguments: Theme.bundledNames)
  func complete(name: String) throws {
    let (theme, problems) = Theme.parse(try #require(Theme.bundledSource(name)))
    #expect(problems.isEmpty)
    for role in StyleRole.allCases {
      #expect(theme.looks[Theme.Key(role: role, depth: nil)] != nil, "\(role)")
    }
  }

  @Test(
    "text has the default colors of the terminal, and nothing is blue on the default background")
  func readable() throws {
    for name in Theme.bundledNames {
      let theme = try #require(Theme.bundled(name))
      for depth in ColorDepth.allCases {
        #expect(theme.look(of: .text, depth: depth) == Look())
        for role in StyleRole.allCases {
          let look = theme.look(of: role, depth: depth)
          let isBlue = [4, 12, 17, 18, 19, 20, 21].contains { look.foreground == .palette($0) }
          #expect(!(isBlue && look.background == .standard), "\(name) \(role) \(depth)")
        }
      }
    }
  }

  @Test("selection, inactive selection, mark and escape differ from text at every depth")
  func distinct() throws {
    for name in Theme.bundledNames {
      let theme = try #require(Theme.bundled(name))
      for depth in ColorDepth.allCases {
        let plain = theme.look(of: .text, depth: depth)
        for emphasis in [Cell.Emphasis.selected, .selectedInactive, .marked] {
          #expect(theme.look(of: .text, emphasis: emphasis, depth: depth) != plain)
        }
        #expect(theme.look(of: .escape, depth: depth).isUnderlined)
      }
    }
  }

  @Test("NO_COLOR removes all colors")
  func mono() throws {
    for name in Theme.bundledNames {
      let theme = try #require(Theme.bundled(name))
      for role in StyleRole.allCases {
        let look = theme.look(of: role, depth: .mono)
        #expect(look.foreground == .standard && look.background == .standard)
      }
    }
  }
}
