/// Makes equal texts share their memory: an account says `s3:GetObject` ten thousand times.
final class StringPool {
  private var known: Set<String> = []

  /// `text`, or an equal one that was given before.
  func shared(_ text: String) -> String {
    // Short texts stand in the string itself and need no memory of their own.
    text.utf8.count <= 15 ? text : known.insert(text).memberAfterInsert
  }
}
