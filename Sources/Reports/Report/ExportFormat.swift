public import Platform

/// A format in which a review is exported. Its record is in the file that makes its documents;
/// `ExportFormat+All.swift` lists all records.
public struct ExportFormat: Sendable {
  /// What makes the documents.
  public enum Maker: Sendable {
    /// This program. It writes the document of a report in parts, so that thousands of findings need
    /// not be in memory as a whole. The same report gives the same bytes.
    case writer(@Sendable (ReviewReport, TextSink) -> Void)
    /// A program that must be installed, such as Chromium; see `PDFPrinter`.
    case printer
  }

  /// The name, for `--format` and `:export`.
  public let name: String
  /// The file name in an export of several formats.
  public let fileName: String
  /// The content and its use, as in docs/exports.md.
  public let summary: String
  /// Whether the document is text in UTF-8.
  public let isText: Bool
  /// Whether the size of the paper matters.
  public let hasPages: Bool
  /// What makes the documents.
  public let maker: Maker

  /// A format whose documents this program writes.
  init(
    _ name: String, fileName: String, summary: String, isText: Bool = true, hasPages: Bool = false,
    write: @escaping @Sendable (ReviewReport, TextSink) -> Void
  ) {
    self.init(
      name, fileName: fileName, summary: summary, isText: isText, hasPages: hasPages,
      maker: .writer(write))
  }

  /// A format with all its parts.
  init(
    _ name: String, fileName: String, summary: String, isText: Bool, hasPages: Bool, maker: Maker
  ) {
    self.name = name
    self.fileName = fileName
    self.summary = summary
    self.isText = isText
    self.hasPages = hasPages
    self.maker = maker
  }

  /// Whether another program must be installed.
  public var needsProgram: Bool { if case .printer = maker { true } else { false } }
}

extension ExportFormat: Hashable, CustomStringConvertible {
  /// The name.
  public var description: String { name }

  /// Whether both are the same format; names are unique.
  public static func == (left: ExportFormat, right: ExportFormat) -> Bool {
    left.name == right.name
  }

  /// Hashes the name.
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension ExportFormat {
  /// Writes the document of `report` to `sink`; nothing for a format that needs another program.
  package func write(_ report: ReviewReport, to sink: TextSink) {
    if case .writer(let write) = maker { write(report, sink) }
  }

  /// The whole document; empty for a format that needs another program.
  package func bytes(of report: ReviewReport) -> [UInt8] {
    var bytes: [UInt8] = []
    let sink = TextSink { bytes.append(contentsOf: $0) }
    write(report, to: sink)
    sink.flush()
    return bytes
  }

  /// The whole document as one text; only for formats that are text.
  package func render(_ report: ReviewReport) -> String {
    String(decoding: bytes(of: report), as: UTF8.self)
  }
}
