/// Shares the memory of equal strings: an account can contain `s3:GetObject` 10,000 times.
package final class StringPool {
  private var known: Set<String> = []

  package init() {}

  /// `text`, or an equal string from an earlier call.
  package func shared(_ text: String) -> String {
    // Short strings are stored inline and need no memory of their own.
    text.utf8.count <= 15 ? text : known.insert(text).memberAfterInsert
  }
}
