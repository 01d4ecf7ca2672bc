import Checklist
import CommandSyntax
import Model
import Platform
import Reports
import TUI
import Workspace

extension Command {
  private static let output = Option(
    "--output", short: "-o", value: "FILE",
    "Write to FILE (default: -, standard output); an existing file is replaced.")
  private static let documentFormat = Option(
    "--format", value: "NAME", choices: formatNames,
    "The format: \(formatNames.asChoice). With --all: a list, separated by commas.")
  private static let folder = Option(
    "--all", value: "DIR",
    "Write all formats except \(names { $0.needsProgram }), or those given, into the folder DIR, "
      + "which is created if needed."
  )
  private static let replace = Option(
    "--replace", "With --all: replace existing documents.")
  private static let coverFile = Option(
    "--cover", value: "FILE",
    "Add your own text from FILE: lines such as \"Client: Example AG\" or \"Logo: logo.png\", then an "
      + "empty line and any text. docs/exports.md describes the file.")
  private static let paper = Option(
    "--paper", value: "NAME", choices: Paper.allCases.map(\.rawValue),
    "The paper size of \(names { $0.hasPages }): \(paperNames) (default: a4; for html, that of the "
      + "printer)."
  )
  private static let noSandbox = Option(
    "--no-sandbox",
    "With --format \(names { $0.needsProgram }): run Chromium without its sandbox, as root requires. "
      + "docs/exports.md explains the risk.")
  private static let day = Option(
    "--at", value: "DATE",
    "Evaluate expiry and due dates on DATE, such as 2026-11-24 (default: today).")

  private static let formatNames = ExportFormat.all.map(\.name)

  /// The names of some formats, in a sentence.
  private static func names(_ isIncluded: (ExportFormat) -> Bool) -> String {
    englishList(ExportFormat.all.filter(isIncluded).map(\.name))
  }

  private static var paperNames: String { Paper.allCases.map(\.rawValue).asChoice }

  /// `export`: writes the checklist with its decisions as documents.
  static let export = Command(
    name: "export",
    summary: "Export the checklist with its decisions.",
    details: """
      The decisions are those of the session: review.json in the evidence folder, or --session.
      docs/exports.md describes each format and its limits. On the same day, the same session always
      produces the same bytes, except in PDF, for which Chromium or LibreOffice must be installed. If
      the history or a signature of the session is broken, the documents begin with a warning.
      """,
    forms: [
      Form([.evidenceOrSample], [.required(documentFormat), .optional(output)]),
      Form(selectedBy: [folder], [.evidenceOrSample], [.optional(documentFormat)]),
    ],
    options: [
      documentFormat, folder, replace, output, coverFile, paper, noSandbox, day, .readSession,
    ] + Option.judging,
    exits: [
      .success,
      Exit(.openFindings, "the history or a signature is broken; the documents were written"),
      .usage, .unreadable, .failure, Exit(.interrupted, "interrupted while a PDF was made"),
    ],
    examples: [
      Example(
        "iam-review export client-prod/ --format html -o report.html",
        "Write the report for people."
      ),
      Example(
        "iam-review export client-prod/ --all reports/ --replace",
        "Write every format into a folder."),
    ]
  ) { arguments in
    let formats = try formats(arguments)
    let day = try arguments.value(day, expected: "a date such as 2026-11-24") { CalendarDay($0) }
    let paper = try arguments.value(paper, expected: paperNames) { Paper(rawValue: $0) }
    let cover = try arguments[coverFile].map(Cover.read)
    let request = try ReviewRequest(arguments)
    let review = try AccountReview.open(
      request, at: try request.sessionPath(), warnings: .printed)
    var report = ReviewReport(
      assessment: review.assessment, session: review.session, stored: review.stored,
      now: day?.start ?? ProcessEnvironment.now, cover: cover, historyErrors: review.historyErrors)
    report.paper = paper
    // Faults of the history were already reported when the session was opened.
    for error in report.integrityErrors.dropFirst(review.historyErrors.count) {
      Messages.printError(error)
    }
    let documents: [ExportedDocument]
    do throws(PDFPrinter.Failure) {
      if formats.contains(where: \.needsProgram) { ProcessEnvironment.blockTerminationSignals() }
      let printer = PDFPrinter(
        skipsSandbox: arguments.has(noSandbox), shouldStop: { ProcessEnvironment.shouldStop })
      documents = try ExportedDocument.all(
        formats, of: report, printer: printer, warnings: .printed)
    } catch {
      Messages.printError(error.message)
      return error == .interrupted ? .interrupted : .failure
    }
    let written = try write(documents, arguments, review)
    return written == .success && !report.integrityErrors.isEmpty ? .openFindings : written
  }

  private static func write(
    _ documents: [ExportedDocument], _ arguments: Arguments, _ review: AccountReview
  ) throws -> ExitStatus {
    if let path = arguments[folder] {
      let isReplacing = arguments.has(replace)
      try DocumentFolder(path, isReplacing: isReplacing, beside: review.source)
        .write(documents, warnings: .printed)
      return .success
    }
    let file = arguments.outputFile(output)
    if let file {
      if let refusal = try review.ownFiles.refusal(ofDocument: file) {
        Messages.printError(refusal)
        return .failure
      }
    }
    return try ResultFile.write(to: file, documents[0].write) ? .success : .failure
  }

  /// The requested formats. Several, or none, are only allowed with a folder.
  private static func formats(_ arguments: Arguments) throws(UsageError) -> [ExportFormat] {
    var formats: [ExportFormat] = []
    for name in arguments.all(documentFormat).flatMap({ $0.split(separator: ",") }) {
      guard let format = ExportFormat.named(String(name)) else {
        throw .wrongValue(
          option: "--format", value: String(name), expected: formatNames.asChoice)
      }
      if !formats.contains(format) { formats.append(format) }
    }
    if arguments.has(noSandbox), !formats.contains(where: \.needsProgram) {
      throw .conflict("--no-sandbox needs --format \(names { $0.needsProgram })")
    }
    if arguments.has(folder) {
      if arguments.has(output) {
        throw .conflict("--all DIR and --output FILE cannot be used together")
      }
      return formats.isEmpty ? ExportFormat.own : formats
    }
    if arguments.has(replace) { throw .conflict("--replace needs --all DIR") }
    if formats.count > 1 { throw .conflict("several formats need --all DIR") }
    return formats
  }
}
