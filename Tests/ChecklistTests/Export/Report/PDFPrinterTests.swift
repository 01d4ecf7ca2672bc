import Foundation
import Platform
import Synchronization
import Testing

@testable import Checklist
@testable import Reports

/// Which program makes a PDF file, and what is reported if none does.
@Suite struct PDFPrinterTests {
  /// What a program does when it is started.
  enum Behavior: Sendable {
    case missing, prints, printsNothing, printsHalf, sandbox, fails, hangs, interrupted
  }

  private static let pdf = "%PDF-1.4\n…\n%%EOF\n"

  /// The result of printing with `programs`; others are missing. The words of all commands that were
  /// started.
  private static func print(
    _ programs: [String: Behavior], skipsSandbox: Bool = false
  ) -> (result: Result<PDFPrinter.Printed, PDFPrinter.Failure>, started: [[String]]) {
    let started = Mutex<[[String]]>([])
    let printer = PDFPrinter(skipsSandbox: skipsSandbox) { command, home in
      let behavior = programs[command.words[0]] ?? .missing
      func result(
        _ ending: CommandResult.Ending, _ errors: String = "", writes text: String? = nil
      ) -> CommandResult {
        if let text { try? Data(text.utf8).write(to: URL(filePath: home + "/report.pdf")) }
        return CommandResult(id: 0, ending: ending, errors: errors)
      }
      if case .missing = behavior { return result(.notStarted(.noSuchFile)) }
      started.withLock { $0.append(command.words) }
      #expect(command.timeoutMilliseconds == 120_000 && command.isDetached)
      switch behavior {
      case .missing, .interrupted: return nil
      case .prints: return result(.exited(0), writes: pdf)
      case .printsNothing: return result(.exited(0))
      case .printsHalf: return result(.exited(0), writes: "%PDF-1.4\nhalf")
      case .sandbox:
        return result(.exited(1), "Running as root without --no-sandbox is not supported")
      case .fails: return result(.exited(3))
      case .hangs: return result(.timedOut)
      }
    }
    let report = ReviewReport(
      assessment: Sample.assessment, session: ReviewSession(), now: Sample.now)
    let outcome = Result { () throws(PDFPrinter.Failure) in try printer.print(report) }
    return (outcome, started.withLock { $0 })
  }

  @Test(
    "the first program that works makes the file, and failures are reported",
    arguments: [
      (["chromium": .prints, "soffice": .prints], "printed by chromium"),
      (["google-chrome": .prints], "printed by google-chrome"),
      (["soffice": .prints], "converted from DOCX by soffice"),
      (
        ["chromium": .sandbox, "soffice": .prints],
        "converted from DOCX by soffice; chromium cannot use its sandbox here"
      ),
      (
        ["chromium": .hangs, "libreoffice": .prints],
        "converted from DOCX by libreoffice; chromium did not finish within 120 s"
      ),
      (
        ["chromium": .printsHalf, "soffice": .prints],
        "converted from DOCX by soffice; chromium wrote no complete PDF file"
      ),
    ] as [([String: Behavior], String)])
  func origins(_ programs: [String: Behavior], _ origin: String) throws {
    let printed = try Self.print(programs).result.get()
    #expect(printed.origin == origin)
    #expect(printed.bytes == Array(Self.pdf.utf8))
  }

  @Test(
    "without a program, one line says what to do",
    arguments: [
      ([:], "no PDF: neither Chromium nor LibreOffice is installed; install one of them, or print"),
      (["chromium": .fails], "no PDF: chromium exited with status 3; print the HTML on another"),
      (
        ["chromium": .sandbox, "soffice": .printsNothing],
        "no PDF: chromium cannot use its sandbox here; soffice wrote no complete PDF file;"
          + " add --no-sandbox (see docs/exports.md for the risk), or print"
      ),
      (["chromium": .interrupted, "soffice": .prints], "interrupted; no PDF was written"),
    ] as [([String: Behavior], String)])
  func failures(_ programs: [String: Behavior], _ message: String) {
    switch Self.print(programs).result {
    case .success: Issue.record("a file was made")
    case .failure(let failure): #expect(failure.message.hasPrefix(message), "\(failure.message)")
    }
  }

  @Test("Chromium keeps its sandbox unless the user gives it up, and resolves no names")
  func arguments() {
    for skipsSandbox in [false, true] {
      let words = Self.print(["chromium": .prints], skipsSandbox: skipsSandbox).started[0]
      #expect(words.contains("--no-sandbox") == skipsSandbox)
      #expect(words.contains("--host-resolver-rules=MAP * ~NOTFOUND"))
      #expect(words.contains { $0.hasPrefix("--user-data-dir=") && $0.hasSuffix("/profile") })
    }
  }
}
