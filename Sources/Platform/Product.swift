/// The name and version of the program, as documents state them.
public enum Product {
  /// Its name.
  public static let name = "iam-review"
  /// Its version.
  public static let version = "0.2.0"
  /// The namespace for names of iam-review in formats that require one (OSCAL `ns`, risk facets).
  package static let namespace = "urn:x-iam-review:names:1"
}
