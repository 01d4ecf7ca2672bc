/// The resource in a request that lists everything in an account or a Region.
///
/// The Service Authorization Reference has no resource type for these actions, so a policy must usually
/// name `*`. AWS accepts an ARN in policies for them, too.
enum FixedResources {
  /// The ARN on which `request` is decided; nil if that is `*`.
  static func arn(of request: AccessRequest, in resources: AccountResources) -> String? {
    let partition = resources.partition
    switch request.action.lowercased() {
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/walkthrough1.html
    case "s3:listallmybuckets": return "arn:\(partition):s3:::*"
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-identity-based-access-control-cwl.html
    case "logs:describeloggroups":
      let asked = ARN(request.resource).region
      let (region, account) = (asked.isEmpty ? "*" : asked, resources.account ?? "*")
      return "arn:\(partition):logs:\(region):\(account):log-group::log-stream:"
    default: return nil
    }
  }
}

extension AccessEngine {
  /// The resource on which `request`, for an action without resource types, is evaluated.
  public func resource(evaluatedFor request: AccessRequest) -> String {
    FixedResources.arn(of: request, in: resources) ?? "*"
  }
}
