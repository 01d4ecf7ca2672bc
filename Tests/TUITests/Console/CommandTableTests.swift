import Checklist
import Evidence
import Platform
import Testing

@testable import TUI

/// The table of commands, from which dispatch, help and key line are derived.
@Suite struct CommandTableTests {
  @Test("every command has keys, a title, help and a place", arguments: Command.all)
  func complete(_ command: Command) {
    #expect(!command.keys.isEmpty)
    #expect(!command.title.isEmpty && command.title.count <= 20)
    #expect(command.help.hasSuffix("."))
    #expect(!command.places.isEmpty)
    #expect(command.useful.isSubset(of: command.places))
  }

  @Test("no key has two meanings in a place", arguments: Place.allCases)
  func noClash(in place: Place) {
    var seen: [Key: CommandName] = [:]
    for command in Command.all(in: place) {
      for key in command.keys {
        #expect(seen[key] == nil, "\(key) is \(command.name) and \(String(describing: seen[key]))")
        seen[key] = command.name
      }
    }
  }

  @Test("every name belongs to one command", arguments: CommandName.allCases)
  func names(_ name: CommandName) {
    #expect(Command.all.count { $0.name == name } == 1)
  }

  @Test("a key without a command says so, and names the command of the other case")
  func unknownKeys() {
    let console = TestConsole()
    console.type("p")
    #expect(console.picture.contains("p: no command; P: pass"))
    console.press(.function(9))
    #expect(console.picture.contains("F9: no command; ?: help"))
    console.type("0J")
    #expect(console.picture.contains("J: no command; j: down"))
    #expect(console.state.review.session.decisions.isEmpty)
  }

  @Test("flow control and terminal keys are not bound")
  func unbound() {
    for key in [Key.control("s"), .control("q"), .control("c")] {
      #expect(!Command.all.contains { $0.keys.contains(key) })
    }
  }

  @Test("while text is being typed, no printable character is a command")
  func printableIsText() {
    for command in Command.all(in: .prompt) + Command.all(in: .form) {
      for case .character in command.keys { Issue.record("\(command.name) takes a character") }
    }
  }

  @Test("the help lists every command of its place", arguments: Place.reading)
  func helpIsComplete(_ place: Place) {
    let state = TestConsole().state
    let text = HelpText(place: place, state: state).body(columns: 200)
    for command in Command.all(in: place) {
      #expect(text.lines.contains { $0.link == .command(command.name) })
    }
  }

  @Test("the help also lists every command of other places, and every command after a colon")
  func everything() {
    let console = TestConsole(Size(columns: 200, rows: 60))
    console.type("?")
    let text = console.state.text.lines.map(\.text).joined(separator: "\n")
    for command in Command.all {
      #expect(text.contains(command.help.prefix(60)), "\(command.name)")
    }
    for command in LineCommand.all { #expect(text.contains(":" + command.name)) }
  }

  @Test("/ narrows the help, Esc lists all again, and a colon command is typed for its arguments")
  func narrow() {
    let console = TestConsole(Size(columns: 100, rows: 30))
    console.type("?")
    let all = console.state.text.lines.count
    console.type("/save the filter of")
    #expect(console.state.text.lines.count < 8)
    console.press(.enter)
    #expect(console.state.text.line?.link == .line("filter-save"))
    console.press(.escape)
    #expect(console.state.text.lines.count == all)
    console.type("/save the filter of")
    console.press(.enter, .enter)
    #expect(console.state.help == nil && console.state.place == .commandLine)
    #expect(console.lines[28].hasPrefix(":filter-save"))
  }

  @Test("the key line has at most six keys, all allowed, including the help")
  func keyLine() {
    let console = TestConsole()
    for keys in ["", "n", "\t", "2", "\n"] {
      switch keys {
      case "\t": console.press(.tab)
      case "\n": console.press(.enter)
      default: console.type(keys)
      }
      let commands = KeyLine.commands(console.state)
      #expect(commands.count <= KeyLine.maximum)
      #expect(commands.allSatisfy { $0.refusal(console.state) == nil })
      #expect(commands.last?.name == .help)
    }
  }

  @Test("Enter on a line of the help runs its command")
  func run() {
    let console = TestConsole()
    console.type("?/groups")
    console.press(.enter)
    #expect(console.state.text.line?.link == .command(.viewGroups))
    console.press(.enter)
    #expect(console.state.help == nil)
    #expect(console.state.view == .groups)
  }
}
