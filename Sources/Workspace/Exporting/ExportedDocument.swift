public import Platform
public import Reports

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
    _ formats: [ExportFormat], of report: ReviewReport, printer: PDFPrinter, warnings: Warnings
  ) throws(PDFPrinter.Failure) -> [ExportedDocument] {
    var documents: [ExportedDocument] = []
    for format in formats {
      switch format.maker {
      case .writer(let write):
        documents.append(ExportedDocument(fileName: format.fileName) { write(report, $0) })
      case .printer:
        let printed = try printer.print(report)
        warnings.add("PDF \(printed.origin)")
        documents.append(
          ExportedDocument(fileName: format.fileName) { sink in
            printed.bytes.withUnsafeBufferPointer(sink.append)
          })
      }
    }
    return documents
  }
}
