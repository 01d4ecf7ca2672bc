print("iam-review")
