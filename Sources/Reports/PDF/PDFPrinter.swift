internal import Platform

/// Makes a PDF file of the report: an installed Chromium prints the HTML, or else LibreOffice converts
/// the Word document. Both run in a temporary home directory, without network and for at most 120 s.
public struct PDFPrinter: Sendable {
  /// A PDF file.
  public struct Printed: Sendable {
    /// The content of the file.
    public let bytes: [UInt8]
    /// What made it and why, such as "printed by chromium".
    public let origin: String
  }

  /// Why there is no PDF file.
  public enum Failure: Error, Hashable, Sendable {
    case interrupted
    case failed(String)

    /// What is wrong and what to do, in one line.
    public var message: String {
      switch self {
      case .interrupted: "interrupted; no PDF was written"
      case .failed(let text): text
      }
    }
  }

  /// Runs a program to its end with the home directory `home`; nil if the user interrupted it.
  typealias Run = @Sendable (_ command: CollectorCommand, _ home: String) -> CommandResult?

  /// The time limit of a program, in seconds.
  private static let limit = 120
  /// The maximum size of the file in bytes: 1 GB.
  private static let maximumSize = 1 << 30

  private let skipsSandbox: Bool
  private let run: Run

  /// A printer that uses the programs of this machine, and stops when `shouldStop` returns true.
  /// Chromium runs without its sandbox if `skipsSandbox`.
  public init(skipsSandbox: Bool, shouldStop: @escaping @Sendable () -> Bool) {
    self.init(skipsSandbox: skipsSandbox) { command, home in
      var pool = ProcessPool(
        overrides: [
          "HOME": home, "XDG_CONFIG_HOME": home + "/config", "XDG_CACHE_HOME": home + "/cache",
        ], outputLimit: 1 << 20)
      pool.start(command, id: 0, output: nil)
      while !shouldStop() {
        if let result = pool.wait(milliseconds: 200).first { return result }
      }
      pool.stop()
      return nil
    }
  }

  init(skipsSandbox: Bool, run: @escaping Run) {
    self.skipsSandbox = skipsSandbox
    self.run = run
  }

  /// The report as a PDF file, on the paper of the report or else A4.
  public func print(_ report: ReviewReport) throws(Failure) -> Printed {
    var report = report
    report.paper = report.paper ?? .a4
    let outcome: Result<Printed, Failure>
    do throws(SystemError) {
      let folder = try PrivateFolder.make()
      outcome = try print(report, in: folder)
    } catch { throw .failed(error.message) }
    return try outcome.get()
  }

  private func print(
    _ report: ReviewReport, in folder: borrowing PrivateFolder
  ) throws(SystemError) -> Result<Printed, Failure> {
    var reasons: [String] = []
    for program in PDFProgram.allCases {
      _ = try folder.write(program.source.bytes(of: report), to: program.input)
      for command in program.commands {
        let words = [command] + program.arguments(folder: folder.path, skipsSandbox: skipsSandbox)
        let result = run(
          CollectorCommand(
            words: words, timeoutMilliseconds: PDFPrinter.limit * 1000, promptsUser: false,
            isDetached: true), folder.path)
        guard let result else { return .failure(.interrupted) }
        if case .notStarted(.noSuchFile) = result.ending { continue }
        let bytes = try? folder.read(PDFProgram.output, limit: PDFPrinter.maximumSize)
        if result.ending == .exited(0), let bytes, PDFPrinter.isWhole(bytes) {
          let origin = "\(program.verb) \(command)"
          return .success(
            Printed(bytes: bytes, origin: ([origin] + reasons).joined(separator: "; ")))
        }
        reasons.append("\(command) \(PDFPrinter.reason(result))")
        break
      }
    }
    return .failure(.failed(PDFPrinter.message(reasons)))
  }

  /// Whether the file has the first and the last line of a PDF file (ISO 32000-1, 7.5).
  private static func isWhole(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: Array("%PDF-".utf8))
      && String(decoding: bytes.suffix(64), as: UTF8.self).trimmed.hasSuffix("%%EOF")
  }

  /// Why a program made no file.
  private static func reason(_ result: CommandResult) -> String {
    switch result.ending {
    case .timedOut: return "did not finish within \(limit) s"
    case .overlong: return "printed too much"
    case .notStarted(let error): return "cannot be started: \(error)"
    case .exited(let status):
      // Chromium as root, or on a machine whose kernel does not allow its sandbox.
      if result.errors.contains("no-sandbox") { return "cannot use its sandbox here" }
      return status == 0 ? "wrote no complete PDF file" : "exited with status \(status)"
    }
  }

  private static func message(_ reasons: [String]) -> String {
    let other =
      "print the HTML on another machine: chromium --headless --no-pdf-header-footer"
      + " --print-to-pdf=audit.pdf audit.html"
    guard !reasons.isEmpty else {
      return
        "no PDF: neither Chromium nor LibreOffice is installed; install one of them, or \(other)"
    }
    let isSandbox = reasons.contains { $0.hasSuffix("sandbox here") }
    return "no PDF: \(reasons.joined(separator: "; ")); "
      + (isSandbox ? "add --no-sandbox (see docs/exports.md for the risk), or \(other)" : other)
  }
}

extension ExportFormat {
  /// The report on pages.
  package static let pdf = ExportFormat(
    "pdf", fileName: "iam-review.pdf",
    summary: "the report on A4 or Letter pages; needs Chromium or LibreOffice", isText: false,
    hasPages: true, maker: .printer)
}
