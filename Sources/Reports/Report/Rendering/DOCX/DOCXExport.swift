internal import Checklist
internal import Model
internal import Platform

/// A document for Word: the parts of the package, their relationships, and the ZIP container.
///
/// The parts follow ECMA-376 (https://ecma-international.org/publications-and-standards/standards/ecma-376/).
/// All times are those of the review, and the order of the parts is fixed, so that the same review
/// gives the same bytes.
enum DOCXExport {
  static func write(_ document: Document, to sink: TextSink) {
    let body = DOCXRenderer.body(document)
    var parts: [(name: String, content: [UInt8])] = [
      ("[Content_Types].xml", contentTypes(document)),
      ("_rels/.rels", Array(packageRelationships.utf8)),
      ("docProps/core.xml", core(document)),
      ("word/document.xml", main(document, body.xml)),
      ("word/styles.xml", styles(document)),
      ("word/numbering.xml", numbering(body.numberedLists)),
      ("word/settings.xml", Array(settings.utf8)),
      ("word/header1.xml", header(document)), ("word/footer1.xml", footer(document)),
      ("word/_rels/document.xml.rels", relationships(document)),
    ]
    if let logo = document.branding.logo {
      parts.append(("word/media/logo.\(logo.format.rawValue)", logo.bytes))
    }
    ZIPArchive.bytes(parts).withUnsafeBufferPointer(sink.append)
  }

  private static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
  private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let package = "http://schemas.openxmlformats.org/package/2006"
  private static let word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
  private static let namespaces =
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
    + " xmlns:r=\"\(office)\""
    + " xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\""
    + " xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\""
    + " xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\""

  // MARK: Package

  private static func contentTypes(_ document: Document) -> [UInt8] {
    let parts = [
      ("document", "document.main"), ("styles", "styles"), ("numbering", "numbering"),
      ("settings", "settings"), ("header1", "header"), ("footer1", "footer"),
    ]
    var xml =
      declaration + "<Types xmlns=\"\(package)/content-types\">"
      + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
      + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    if let logo = document.branding.logo {
      xml +=
        "<Default Extension=\"\(logo.format.rawValue)\" ContentType=\"\(logo.format.mediaType)\"/>"
    }
    for (name, type) in parts {
      xml += "<Override PartName=\"/word/\(name).xml\" ContentType=\"\(word).\(type)+xml\"/>"
    }
    xml +=
      "<Override PartName=\"/docProps/core.xml\""
      + " ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>\n"
    return Array(xml.utf8)
  }

  private static let packageRelationships =
    declaration + "<Relationships xmlns=\"\(package)/relationships\">"
    + "<Relationship Id=\"rId1\" Type=\"\(office)/officeDocument\" Target=\"word/document.xml\"/>"
    + "<Relationship Id=\"rId2\" Type=\"\(package)/relationships/metadata/core-properties\""
    + " Target=\"docProps/core.xml\"/></Relationships>\n"

  private static func relationships(_ document: Document) -> [UInt8] {
    let parts = [
      ("rIdStyles", "styles", "styles.xml"), ("rIdNumbering", "numbering", "numbering.xml"),
      ("rIdSettings", "settings", "settings.xml"), ("rIdHeader", "header", "header1.xml"),
      ("rIdFooter", "footer", "footer1.xml"),
    ]
    let logo = document.branding.logo.map {
      [("rIdLogo", "image", "media/logo.\($0.format.rawValue)")]
    }
    var xml = declaration + "<Relationships xmlns=\"\(package)/relationships\">"
    for (id, type, target) in parts + (logo ?? []) {
      xml += "<Relationship Id=\"\(id)\" Type=\"\(office)/\(type)\" Target=\"\(target)\"/>"
    }
    return Array((xml + "</Relationships>\n").utf8)
  }

  private static func core(_ document: Document) -> [UInt8] {
    let time = document.modified.description
    let xml =
      declaration
      + "<cp:coreProperties xmlns:cp=\"\(package)/metadata/core-properties\""
      + " xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\""
      + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
      + "<dc:title>\(DOCXPart.text(document.title))</dc:title>"
      + "<dc:creator>\(DOCXPart.text(document.author))</dc:creator>"
      + "<dcterms:created xsi:type=\"dcterms:W3CDTF\">\(time)</dcterms:created>"
      + "<dcterms:modified xsi:type=\"dcterms:W3CDTF\">\(time)</dcterms:modified>"
      + "</cp:coreProperties>\n"
    return Array(xml.utf8)
  }

  // MARK: Word

  private static func main(_ document: Document, _ body: String) -> [UInt8] {
    let (width, height) = (document.paper ?? .a4).twips
    let margin = (width - DOCXRenderer.width) / 2
    let section =
      "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rIdHeader\"/>"
      + "<w:footerReference w:type=\"default\" r:id=\"rIdFooter\"/>"
      + "<w:pgSz w:w=\"\(width)\" w:h=\"\(height)\"/>"
      + "<w:pgMar w:top=\"1304\" w:right=\"\(margin)\" w:bottom=\"1134\" w:left=\"\(margin)\" w:header=\"624\""
      + " w:footer=\"567\" w:gutter=\"0\"/></w:sectPr>"
    return Array(
      (declaration + "<w:document \(namespaces)><w:body>\n" + body + section
        + "</w:body></w:document>\n").utf8)
  }

  private static let settings =
    declaration + "<w:settings \(namespaces)><w:zoom w:percent=\"100\"/>"
    + "<w:defaultTabStop w:val=\"709\"/>"
    + "<w:compat><w:compatSetting w:name=\"compatibilityMode\""
    + " w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat></w:settings>\n"

  private static func header(_ document: Document) -> [UInt8] {
    let running = document.running
    let draft = running.draft.map { "<w:r><w:tab/></w:r>" + bold($0.limited(to: 70)) } ?? ""
    let xml =
      declaration + "<w:hdr \(namespaces)><w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr>"
      + plain(running.subject) + draft + "</w:p></w:hdr>\n"
    return Array(xml.utf8)
  }

  private static func footer(_ document: Document) -> [UInt8] {
    let page =
      "<w:r><w:tab/></w:r>" + plain("Page ") + field("PAGE") + plain(" of ") + field("NUMPAGES")
    let xml =
      declaration + "<w:ftr \(namespaces)><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>"
      + (document.running.classification.map(bold) ?? "") + page + "</w:p></w:ftr>\n"
    return Array(xml.utf8)
  }

  private static func plain(_ text: String) -> String {
    "<w:r><w:t xml:space=\"preserve\">\(DOCXPart.text(text))</w:t></w:r>"
  }

  private static func bold(_ text: String) -> String {
    "<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">\(DOCXPart.text(text))</w:t></w:r>"
  }

  private static func field(_ name: String) -> String {
    "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>"
      + "<w:r><w:instrText xml:space=\"preserve\"> \(name) </w:instrText></w:r>"
      + "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r>"
      + "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
  }

  /// The styles, with the accent color of the cover.
  private static func styles(_ document: Document) -> [UInt8] {
    let text = String(decoding: embeddedFile("Data/report-styles.xml"), as: UTF8.self)
    return Array(
      text.replacing("ACCENT", with: (document.branding.accent ?? "2B5FB4").uppercased()).utf8)
  }

  /// A bullet list, and a numbered list for each that starts with 1.
  private static func numbering(_ count: Int) -> [UInt8] {
    func level(_ format: String, _ text: String) -> String {
      "<w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"\(format)\"/><w:lvlText w:val=\"\(text)\"/>"
        + "<w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"360\" w:hanging=\"360\"/></w:pPr></w:lvl>"
    }
    var xml =
      declaration + "<w:numbering \(namespaces)>"
      + "<w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"singleLevel\"/>"
      + level("bullet", "•") + "</w:abstractNum>"
      + "<w:abstractNum w:abstractNumId=\"1\"><w:multiLevelType w:val=\"singleLevel\"/>"
      + level("decimal", "%1.") + "</w:abstractNum>"
      + "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>"
    for list in 0..<count {
      xml +=
        "<w:num w:numId=\"\(list + 2)\"><w:abstractNumId w:val=\"1\"/>"
        + "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>"
    }
    return Array((xml + "</w:numbering>\n").utf8)
  }
}

extension ExportFormat {
  /// The report for Word, to edit and deliver.
  package static let docx = ExportFormat(
    "docx", fileName: "iam-review.docx",
    summary: "the report for Word, to edit and deliver", isText: false,
    hasPages: true
  ) { report, sink in DOCXExport.write(report.document, to: sink) }
}
