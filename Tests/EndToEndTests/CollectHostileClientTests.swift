import Foundation
import TestSupport
import Testing

/// `collect` with a hostile client: memory, disk and time are limited, and each fault is recorded.
@Suite struct CollectHostileClientTests {
  /// An answer of `bytes` bytes on one line.
  private static func long(_ bytes: Int) -> String {
    """
    "iam get-account-summary") printf '{"SummaryMap": {"x": "'
      base64 -w 0 /dev/zero | head -c \(bytes); printf '"}}' ;;
    """
  }

  /// The peak memory of collecting from `stub`, in KiB, as the kernel reports it.
  private func peak(_ stub: StubClient) throws -> Int {
    let measure = """
      import resource, subprocess, sys
      status = subprocess.run(["/usr/bin/env"] + sys.argv[1:], stderr=subprocess.DEVNULL).returncode
      print(status, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
      """
    let outcome = try Program.run(
      ["python3", "-c", measure] + stub.environment + [
        "collect", stub.out, "--region", "eu-west-1",
      ],
      program: "/usr/bin/env")
    let numbers = outcome.output.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
    try #require(
      numbers.count == 2 && [0, 5].contains(numbers[0]), "\(outcome.output)\(outcome.errors)")
    return numbers[1]
  }

  @Test("an answer that is 32 times as long takes no more memory")
  func memory() throws {
    let short = try peak(try StubClient(Self.long(2 << 20)))
    let stub = try StubClient(Self.long(64 << 20))
    let long = try peak(stub)
    #expect(Double(long) < 1.25 * Double(short), "\(short) KiB and \(long) KiB")
    let file = try FileManager.default.attributesOfItem(atPath: stub.out + "/account-summary.json")
    #expect(file[.size] as? Int == 64 << 20 + 25)
  }

  @Test(
    "whatever the client does, the call is stopped and recorded, and the rest is collected",
    arguments: [
      ("base64 -w 0 /dev/zero", "the response is not JSON"),
      (
        "printf '{\"SummaryMap\": {\"x\": \"'; base64 -w 0 /dev/zero",
        "the response is longer than 1 MiB;"
      ),
      ("yes oops >&2", "aws wrote more than 16 MiB to standard error and was stopped"),
      ("trap '' TERM; while :; do printf ' '; sleep 1; done", "no response in time"),
      ("sleep 600 & wait", "no response in time"),
      ("kill -9 $$", "ended by signal 9"), ("kill -SEGV $$", "ended by signal 11"),
      ("exit 3", "exit status 3"), ("exit 0", "the response is empty"),
      ("echo '{\"SummaryMap\": {\"x\": \"'", "the response is not JSON"),
    ])
  func stopped(script: String, words: String) throws {
    let stub = try StubClient("\"iam get-account-summary\") \(script); exit ;;")
    let outcome = try stub.collect(
      "--region", "eu-west-1", "--max-answer-size", "1M", "--timeout", "8")
    #expect(outcome.status == 5, "\(outcome.errors)")
    #expect(outcome.errors.contains("aws iam get-account-summary: "), "\(outcome.errors)")
    let manifest = try String(contentsOfFile: stub.out + "/manifest.json", encoding: .utf8)
    // Endless bytes that are not JSON are stopped by the size limit. Either reason can come first.
    #expect(manifest.contains("\"error\":\"\(words)") || manifest.contains("\"error\": \"\(words)"))
    let names = try FileManager.default.subpathsOfDirectory(atPath: stub.out)
    #expect(!names.contains { $0.contains("account-summary") || $0.hasSuffix("iam-review-new") })
    let evidence = try Program.run(["evidence", stub.out]).output
    #expect(
      evidence.contains(/missing  account summary/) || evidence.contains(/partial  account summary/)
    )
    try stub.waitForCalls()
  }

  @Test("a report that AWS does not finish is waited for until --poll-timeout, which is reported")
  func polling() throws {
    let stub = try StubClient(
      "\"iam generate-credential-report\") echo '{\"State\": \"STARTED\"}' ;;")
    let outcome = try stub.collect("--region", "eu-west-1", "--poll-timeout", "2")
    #expect(outcome.status == 5)
    #expect(
      outcome.errors.contains(
        "timed out: aws iam generate-credential-report: not finished after 2 s"))
  }

  @Test("no secret that the client writes reaches the screen or the disk")
  func secrets() throws {
    let stub = try StubClient(
      """
      "iam list-saml-providers") echo 'An error occurred (AccessDenied) when calling the X operation: no' >&2
        echo "'X-Amz-Security-Token': b'hunter2', Authorization: Bearer hunter2" >&2; exit 254 ;;
      "lambda list-functions") echo '{"Functions": [{"FunctionName": "f", "Role": "r", "Environment":
        {"Variables": {"A": "hunter2", "B": ["hunter2"], "C": {"D": "hunter2"}}}}]}' ;;
      "ec2 describe-instances") echo '{"Reservations": [], "UserData": {"Value": "hunter2"}}' ;;
      """)
    let outcome = try stub.collect("--region", "eu-west-1")
    #expect(outcome.status == 5)
    #expect(outcome.errors.contains("An error occurred (AccessDenied)"))
    #expect(!outcome.errors.contains("hunter2"))
    #expect(try Program.files(containing: "hunter2", in: stub.out).isEmpty)
  }

  @Test("invalid sizes and limits are usage errors")
  func usage() throws {
    for words in [
      ["--max-answer-size", "2G"], ["--max-answer-size", "0"], ["--max-answer-size", "1.5G"],
      ["--max-answer-size", "1ß"],
      ["--max-answer-size", "big"], ["--poll-timeout", "0"], ["--poll-timeout", "1h"],
    ] {
      #expect(try Program.run(["collect", "a"] + words).status == 2, "\(words)")
    }
  }
}
