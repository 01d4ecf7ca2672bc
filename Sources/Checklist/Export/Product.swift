/// What the program calls itself in documents that name the tool that wrote them.
public enum Product {
  /// Its name.
  public static let name = "iam-review"
  /// Its version.
  public static let version = "0.1.0"
  /// The namespace of names of its own in formats that ask for one (OSCAL `ns`, risk facets).
  static let namespace = "urn:x-iam-review:names:1"
}
