import Model

/// What the rules of the items look at: the account, the settings, and what several rules need.
struct Examination: Sendable {
  let account: Account
  let settings: Settings

  init(account: Account, settings: Settings) {
    self.account = account
    self.settings = settings
  }
}
