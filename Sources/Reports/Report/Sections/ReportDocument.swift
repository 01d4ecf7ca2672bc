extension ReviewReport {
  /// The document of the review, which Markdown, HTML and other formats for readers render.
  var document: Document { ReportBuilder(self).document }
}
