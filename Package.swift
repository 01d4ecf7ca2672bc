// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// Libraries are optimized in debug builds too, so that the tests take a quarter of the time. SwiftPM has
/// no safe setting for this. Unsafe flags only prevent other packages from depending on this one.
let optimized = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// C sources compile without warnings.
let strictC: [CSetting] = [.unsafeFlags(["-Wall", "-Wextra", "-Werror"])]

// The commit for `--version`, which make sets for release builds.
let commit = Context.environment["IAM_REVIEW_COMMIT"] ?? ""

let package = Package(
  name: "iam-review",
  products: [.executable(name: "iam-review", targets: ["iam-review"])],
  targets: [
    .target(
      name: "CNcurses",
      cSettings: strictC,
      linkerSettings: [
        // The archives, not the shared objects: a jump host need not have ncurses.
        .linkedLibrary(":libncursesw.a", .when(platforms: [.linux])),
        .linkedLibrary(":libtinfo.a", .when(platforms: [.linux])),
        .linkedLibrary("ncurses", .when(platforms: [.macOS])),
      ]),
    .target(
      name: "CCrypto",
      cSettings: strictC,
      linkerSettings: [
        // The archive, not the shared object: a jump host need not have the same OpenSSL.
        .linkedLibrary(":libcrypto.a", .when(platforms: [.linux])),
        .linkedLibrary("crypto", .when(platforms: [.macOS])),
      ]),
    .target(
      name: "CZip",
      cSettings: strictC,
      linkerSettings: [
        // The archives, not the shared objects: a jump host need not have minizip or zlib.
        .linkedLibrary(":libminizip.a", .when(platforms: [.linux])),
        .linkedLibrary(":libz.a", .when(platforms: [.linux])),
        .linkedLibrary("minizip", .when(platforms: [.macOS])),
        .linkedLibrary("z", .when(platforms: [.macOS])),
      ]),
    .target(name: "CEmbeddedFiles", cSettings: strictC),
    .target(
      name: "CBuild", cSettings: strictC + [.define("IAMR_COMMIT", to: "\"\(commit)\"")]),
    .target(name: "CProcess", cSettings: strictC),
    .target(name: "Platform", dependencies: ["CCrypto"], swiftSettings: optimized),
    .target(name: "Model", dependencies: ["Platform", "CEmbeddedFiles"], swiftSettings: optimized),
    .target(
      name: "Evidence", dependencies: ["Model", "Platform", "CZip"],
      swiftSettings: optimized),
    .target(name: "Checklist", dependencies: ["Model", "Platform"], swiftSettings: optimized),
    .target(
      name: "Reports",
      dependencies: ["Checklist", "Model", "Platform", "CZip"],
      swiftSettings: optimized),
    .target(
      name: "Workspace",
      dependencies: ["Reports", "Checklist", "Evidence", "Model", "Platform"],
      swiftSettings: optimized),
    .target(
      name: "TUI",
      dependencies: ["Workspace", "Reports", "Checklist", "Model", "Platform", "CNcurses"],
      swiftSettings: optimized),
    .target(name: "CommandSyntax", dependencies: ["Platform"], swiftSettings: optimized),
    .executableTarget(
      name: "iam-review",
      dependencies: [
        "CommandSyntax", "TUI", "Workspace", "Reports", "Checklist", "Evidence", "Model",
        "Platform",
        "CBuild", "CCrypto", "CNcurses", "CProcess", "CZip",
      ],
      swiftSettings: strict),
    .target(
      name: "TestSupport", dependencies: ["Platform"], path: "Tests/TestSupport",
      swiftSettings: strict),
    .testTarget(
      name: "PlatformTests", dependencies: ["Platform", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "CommandSyntaxTests", dependencies: ["CommandSyntax"], swiftSettings: strict),
    .testTarget(
      name: "ModelTests", dependencies: ["Model", "Platform", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "EvidenceTests", dependencies: ["Evidence", "Model", "Platform", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ChecklistTests",
      dependencies: ["Reports", "Checklist", "Evidence", "Model", "Platform", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "TUITests",
      dependencies: [
        "TUI", "Workspace", "Reports", "Checklist", "Evidence", "Model", "Platform",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "WorkspaceTests",
      dependencies: [
        "Workspace", "Reports", "Checklist", "Evidence", "Model", "Platform", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "Reports", "Checklist", "Evidence", "Model", "Platform", "TestSupport", "iam-review",
      ],
      swiftSettings: strict),
  ]
)
