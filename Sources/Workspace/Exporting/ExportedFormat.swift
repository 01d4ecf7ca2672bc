public import Platform
public import Reports

/// A format that `export` accepts: one that this program writes itself, or PDF, for which another
/// program is needed.
public enum ExportedFormat: Hashable {
  case own(ExportFormat)
  case pdf

  /// All names, in the order of the help.
  public static let names = ExportFormat.allCases.map(\.rawValue) + [PDFPrinter.format]

  /// The format `name`; nil if there is none.
  public init?(named name: String) {
    if name == PDFPrinter.format {
      self = .pdf
    } else if let format = ExportFormat(rawValue: name) {
      self = .own(format)
    } else {
      return nil
    }
  }
}

/// A document that is ready to be written.
public struct ExportedDocument: Sendable {
  /// The file name in an export of several formats.
  public let fileName: String
  /// Writes the content.
  public let write: @Sendable (TextSink) -> Void
}

extension ExportedDocument {
  /// The documents in `formats`. A PDF is made first, so that nothing is written without it, and the
  /// program that made it is reported to `warnings`.
  public static func all(
    _ formats: [ExportedFormat], of report: ReviewReport, printer: PDFPrinter, warnings: Warnings
  ) throws(PDFPrinter.Failure) -> [ExportedDocument] {
    var documents: [ExportedDocument] = []
    for format in formats {
      switch format {
      case .own(let format):
        documents.append(
          ExportedDocument(fileName: format.fileName) { format.write(report, to: $0) })
      case .pdf:
        let printed = try printer.print(report)
        warnings.add("PDF \(printed.origin)")
        documents.append(
          ExportedDocument(fileName: PDFPrinter.fileName) { sink in
            printed.bytes.withUnsafeBufferPointer(sink.append)
          })
      }
    }
    return documents
  }
}
