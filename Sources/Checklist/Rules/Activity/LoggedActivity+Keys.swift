import Model

extension LoggedActivity {
  /// The calls of the user with each of its access keys, by key id.
  func keys(of user: ARN) -> [(id: String, rows: [ActivityRow])] {
    Dictionary(grouping: activity.rows(of: user).filter { $0.accessKeyID != nil }) {
      $0.accessKeyID ?? ""
    }.sorted { $0.key < $1.key }.map { (id: $0.key, rows: $0.value) }
  }

  /// What the user did with its access keys, a sentence for each; empty if the logs show nothing.
  func keySentences(of user: ARN) -> String {
    keys(of: user).map { sentence("access key \($0.id)", $0.rows) }.joined()
  }
}

extension ActivityRow {
  /// The id of the long-term access key that signed the calls; nil for temporary credentials.
  var accessKeyID: String? {
    let key = self[.accessKey]
    return key.isEmpty || key == "temporary" ? nil : key
  }
}
