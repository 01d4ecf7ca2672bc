internal import Model
internal import Platform

/// The name of a log file as CloudTrail writes it, which shows what the file covers:
/// `123456789012_CloudTrail_eu-west-1_20261127T1145Z_7xgocspSowgK0Gto.json.gz`.
///
/// See https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-examples.html.
enum LogName {
  /// The gap that a damaged file leaves: the hours of the 15 minutes before its delivery, because
  /// CloudTrail delivers most events within about five minutes.
  static func gap(ofFile path: String) -> ActivityCoverage.Gap {
    let name = FileSystem.split(path).name
    let parts = name.split(separator: "_", omittingEmptySubsequences: false).map(String.init)
    // An organization trail adds the id of the organization after the account.
    guard let place = parts.firstIndex(of: "CloudTrail"), place + 2 < parts.count,
      let delivered = time(parts[place + 2])
    else {
      return ActivityCoverage.Gap(file: path, account: "", region: "", from: nil, to: nil)
    }
    let start = (delivered.seconds - 900) / 3600 * 3600
    let end = (delivered.seconds + 3599) / 3600 * 3600
    return ActivityCoverage.Gap(
      file: path, account: parts[0], region: parts[place + 1], from: Instant(seconds: start),
      to: Instant(seconds: end))
  }

  /// The time `20261127T1145Z`.
  private static func time(_ text: String) -> Instant? {
    let letters = Array(text)
    guard letters.count == 14, letters[8] == "T", letters[13] == "Z" else { return nil }
    func part(_ range: Range<Int>) -> String { String(letters[range]) }
    return Instant(
      "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T\(part(9..<11)):\(part(11..<13)):00Z")
  }
}
