extension TextSink {
  /// Appends `text` as a JSON string in quotes, escaped by `JSONText`.
  public func append(json text: String) {
    append(byte: UInt8(ascii: "\""))
    append(text, JSONText.escapes, otherwise: JSONText.escaped)
    append(byte: UInt8(ascii: "\""))
  }

  /// Writes `text` as a JSON string.
  @inlinable @discardableResult
  public func put(json text: String) -> TextSink {
    append(json: text)
    return self
  }
}
