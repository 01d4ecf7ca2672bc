internal import Platform

/// A kind of program that makes a PDF file from a document of this program.
///
/// Printing with Chromium: https://developer.chrome.com/docs/chromium/headless. Converting with
/// LibreOffice: https://help.libreoffice.org/latest/en-US/text/shared/guide/start_parameters.html.
enum PDFProgram: CaseIterable {
  /// Preferred, because the HTML has page numbers, bookmarks and charts.
  case browser
  case office

  /// The commands that can be installed, the preferred first.
  var commands: [String] {
    switch self {
    case .browser:
      [
        "chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "microsoft-edge",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
      ]
    case .office:
      ["soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice"]
    }
  }

  /// The format that it reads.
  var source: ExportFormat {
    switch self {
    case .browser: .html
    case .office: .docx
    }
  }

  /// What it did, before its name.
  var verb: String {
    switch self {
    case .browser: "printed by"
    case .office: "converted from DOCX by"
    }
  }

  /// The file in `folder` that it reads, and the one that it writes.
  var input: String { "report.\(source.name)" }
  static let output = "report.pdf"

  /// The arguments for the files in `folder`.
  func arguments(folder: String, skipsSandbox: Bool) -> [String] {
    let address = "file://" + PDFProgram.escaped(folder)
    switch self {
    case .browser:
      return [
        "--headless", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
        "--no-default-browser-check", "--disable-extensions", "--disable-sync",
        // No host has an address, so that nothing can be requested.
        "--host-resolver-rules=MAP * ~NOTFOUND", "--no-proxy-server",
        "--disable-background-networking", "--disable-component-update",
        "--user-data-dir=\(folder)/profile", "--no-pdf-header-footer",
        "--generate-pdf-document-outline", "--print-to-pdf=\(folder)/\(PDFProgram.output)",
      ] + (skipsSandbox ? ["--no-sandbox"] : []) + ["\(address)/\(input)"]
    case .office:
      return [
        "--headless", "--norestore", "--nolockcheck", "-env:UserInstallation=\(address)/profile",
        "--convert-to", "pdf", "--outdir", folder, "\(folder)/\(input)",
      ]
    }
  }

  /// A path in the address of a file. See https://www.rfc-editor.org/rfc/rfc3986#section-2.1.
  private static func escaped(_ path: String) -> String {
    path.utf8.map { byte in
      let sign = Character(UnicodeScalar(byte))
      if byte < 0x80, sign.isLetter || sign.isNumber || "-_.~/".contains(sign) {
        return String(sign)
      }
      let digits = String(byte, radix: 16, uppercase: true)
      return "%" + (digits.count == 1 ? "0" : "") + digits
    }.joined()
  }
}
