import CommandSyntax
import Testing

/// Words of one command as arguments and options.
@Suite struct ArgumentsTests {
  private static let options = [
    SampleCommands.format, SampleCommands.output, SampleCommands.tag, SampleCommands.quiet,
    Option.help,
  ]

  /// The parsed words: arguments, the output, the tags, and whether `--quiet` was given.
  private func parsed(_ words: [String]) throws -> String {
    let arguments = try Arguments(words, options: Self.options)
    return
      (arguments.positional + ["o:\(arguments[SampleCommands.output] ?? "none")"]
      + arguments.all(SampleCommands.tag).map { "t:\($0)" }
      + (arguments.has(SampleCommands.quiet) ? ["quiet"] : [])).joined(separator: " ")
  }

  @Test(
    "values can be attached or the next word",
    arguments: [
      ([], "o:none"),
      (["a", "b"], "a b o:none"),
      (["--output", "f"], "o:f"),
      (["--output=f"], "o:f"),
      (["--output="], "o:"),
      (["--output=a=b"], "o:a=b"),
      (["-o", "f"], "o:f"),
      (["-of"], "o:f"),
      (["-o=f"], "o:f"),
      (["-o--quiet"], "o:--quiet"),
      (["-o/tmp//x"], "o:/tmp/x"),
      (["--output", "-"], "o:-"),
      (["-o-"], "o:-"),
      (["--output", "-1"], "o:-1"),
      (["--output=--quiet"], "o:--quiet"),
      (["--output", "a", "--output", "b"], "o:b"),
      (["--tag", "a", "--tag=b"], "o:none t:a t:b"),
      (["a", "--quiet", "b"], "a b o:none quiet"),
      (["-"], "- o:none"),
      (["--", "--quiet", "-o"], "--quiet -o o:none"),
      (["a//b", "arn:aws:s3:::b//k"], "a/b arn:aws:s3:::b//k o:none"),
    ])
  func values(words: [String], expected: String) throws {
    #expect(try parsed(words) == expected)
  }

  @Test(
    "a wrong option is refused with its remedy",
    arguments: [
      (["--formt"], UsageError.unknownOption("--formt", near: "--format")),
      (["--formt=json"], .unknownOption("--formt", near: "--format")),
      (["--hlp"], .unknownOption("--hlp", near: "--help")),
      (["--colour"], .unknownOption("--colour", near: nil)),
      (["-x"], .unknownOption("-x", near: nil)),
      (["-quiet"], .unknownOption("-quiet", near: "--quiet")),
      (["-hx"], .unknownOption("-hx", near: nil)),
      (["--output"], .missingValue("--output", next: nil)),
      (["-o"], .missingValue("--output", next: nil)),
      (["--output", "--quiet"], .missingValue("--output", next: "--quiet")),
      (["--output", "--format=text"], .missingValue("--output", next: "--format=text")),
      (["--output", "--unknown"], .missingValue("--output", next: "--unknown")),
      (["--output", "--"], .missingValue("--output", next: "--")),
      (["--tag", "-o"], .missingValue("--tag", next: "-o")),
      (["--tag", "-of"], .missingValue("--tag", next: "-of")),
      (["-o", "-h"], .missingValue("--output", next: "-h")),
      (["--quiet=yes"], .unwantedValue("--quiet")),
      (["-h=x"], .unwantedValue("--help")),
    ])
  func refused(words: [String], error: UsageError) {
    #expect(throws: error) { try Arguments(words, options: Self.options) }
  }

  @Test("a number outside of its range is refused with the range")
  func numbers() throws {
    let days = SampleCommands.days
    #expect(try Arguments(["--days", "7"], options: [days]).number(days, in: 1...9) == 7)
    #expect(try Arguments([], options: [days]).number(days, in: 1...9) == nil)
    for text in ["0", "10", "-1", "x", "", "1.5"] {
      let arguments = try Arguments(["--days", text], options: [days])
      let error = UsageError.wrongValue(
        option: "--days", value: text, expected: "a number of days from 1 to 9")
      #expect(throws: error) { try arguments.number(days, in: 1...9, of: "days") }
    }
  }

  @Test("a choice names its values, and - is standard output")
  func choices() throws {
    let format = SampleCommands.format
    let error = UsageError.wrongValue(option: "--format", value: "xml", expected: "text or json")
    let arguments = try Arguments(["--format", "xml", "-o-"], options: Self.options)
    #expect(throws: error) { try arguments.choice(format) { ["text": 1, "json": 2][$0] } }
    #expect(arguments.outputFile(SampleCommands.output) == nil)
    let named = try Arguments(["-o", "./-"], options: Self.options)
    #expect(named.outputFile(SampleCommands.output) == "./-")
  }
}
