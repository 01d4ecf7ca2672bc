/// Calls for which AWS does not check the policies of the caller.
enum UncheckedCalls {
  /// The rule for `action` in lower case, called by a principal of `kind`; nil if policies decide.
  static func rule(for action: String, by kind: AccessSubject.Kind) -> ServiceRule? {
    guard action.hasPrefix("sts:") || action.hasPrefix("cognito-") else { return nil }
    switch action {
    // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
    case "sts:getcalleridentity":
      return .alwaysAllowed(
        "sts:GetCallerIdentity needs no permissions; policies have no effect on it")
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getsessiontoken.html
    case "sts:getsessiontoken" where kind != .role:
      return .alwaysAllowed(
        "a user can call sts:GetSessionToken without permissions; policies have no effect on it")
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts-comparison.html
    case "sts:getsessiontoken":
      return .neverAllowed("sts:GetSessionToken cannot be called with a role's credentials")
    case "sts:getfederationtoken" where kind == .role:
      return .neverAllowed("sts:GetFederationToken cannot be called with a role's credentials")
    // https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html
    case "sts:assumerolewithsaml", "sts:assumerolewithwebidentity":
      return .unsigned(
        "the call is not signed by the principal, so its policies have no effect:"
          + " the role's trust policy and the identity provider decide")
    default:
      return isOfCognitoUser(action)
        ? .unsigned(
          "the call is not signed by the principal, so its policies have no effect:"
            + " Amazon Cognito checks the token or password of its own user")
        : nil
    }
  }

  /// See
  /// https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-public-server-side.html
  /// and the note on IAM policies in the API reference of each Amazon Cognito operation.
  private static func isOfCognitoUser(_ action: String) -> Bool {
    let parts = action.split(separator: ":")
    guard parts.count == 2 else { return false }
    switch parts[0] {
    case "cognito-identity":
      return ["getcredentialsforidentity", "getid", "getopenidtoken", "unlinkidentity"]
        .contains(parts[1])
    case "cognito-idp": return ofUserPools.contains(String(parts[1]))
    default: return false
    }
  }

  private static let ofUserPools: Set = [
    "associatesoftwaretoken", "changepassword", "completewebauthnregistration", "confirmdevice",
    "confirmforgotpassword", "confirmsignup", "deleteuser", "deleteuserattributes",
    "deletewebauthncredential", "forgetdevice", "forgotpassword", "getdevice",
    "gettokensfromrefreshtoken", "getuser", "getuserattributeverificationcode",
    "getuserauthfactors", "globalsignout", "initiateauth", "listdevices",
    "listwebauthncredentials", "resendconfirmationcode", "respondtoauthchallenge", "revoketoken",
    "setusermfapreference", "setusersettings", "signup", "startwebauthnregistration",
    "updateautheventfeedback", "updatedevicestatus", "updateuserattributes",
    "verifysoftwaretoken", "verifyuserattribute",
  ]
}
