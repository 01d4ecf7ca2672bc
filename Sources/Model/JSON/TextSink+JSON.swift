extension TextSink {
  /// Puts `text` as a JSON string, with its quotes; escaped is what `JSONText` says.
  @discardableResult
  package func putJSON(_ text: String) -> TextSink {
    put(byte: UInt8(ascii: "\""))
    put(text, JSONText.escapes, otherwise: JSONText.escaped)
    return put(byte: UInt8(ascii: "\""))
  }
}
