// swift-tools-version: 6.2
import PackageDescription

/// Flags of STYLE.md section 3; warnings are errors in every target of ours.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("ExistentialAny"),
  .treatAllWarnings(as: .error),
]

/// The per-sample loops are optimised in debug builds too: 5 to 18 times faster tests on real-size
/// audio (measured; see ARCHITECTURE.md).
let optimized: [SwiftSetting] =
  strict + [
    .unsafeFlags(["-O"], .when(configuration: .debug))
  ]

/// `optimized` for `SpeechSignal`: roots that report no error in `errno`, which lets whole vectors of
/// them be one instruction with the same result.
let signal: [SwiftSetting] = optimized + [.unsafeFlags(["-Xcc", "-fno-math-errno"])]

let package = Package(
  name: "callsift",
  products: [
    .executable(name: "callsift", targets: ["callsift"]),
    // What tools/benchmarks measures stage by stage.
    .library(
      name: "CallSiftKit",
      targets: [
        "CallTypes", "AudioDecoding", "SpeechSignal", "ConversationAnalysis", "CallFormats",
        "CallPipeline",
      ]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CSndFile", pkgConfig: "sndfile", providers: [.apt(["libsndfile1-dev"])]),
    .systemLibrary(name: "CFFTW", pkgConfig: "fftw3f", providers: [.apt(["libfftw3-dev"])]),
    .systemLibrary(name: "CSoxr", pkgConfig: "soxr", providers: [.apt(["libsoxr-dev"])]),
    .systemLibrary(
      name: "CDeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"])]),

    .target(name: "CallTypes", swiftSettings: strict),
    .target(
      name: "AudioDecoding",
      dependencies: [
        "CallTypes", "CSndFile", .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: optimized),
    .target(
      name: "SpeechSignal", dependencies: ["CallTypes", "CFFTW", "CSoxr"],
      // Links to models: SwiftPM takes resources from the target's folder only.
      resources: [
        .embedInCode("Detector/speech-detector.weights"),
        .embedInCode("Detector/speech-detector-shared.weights"),
        .embedInCode("Detector/voice-network.weights"),
      ],
      swiftSettings: signal),
    .target(
      name: "ConversationAnalysis", dependencies: ["CallTypes"],
      resources: [
        .embedInCode("Speakers/voice-spread.weights"),
        .embedInCode("Speakers/voice-spread-shared.weights"),
      ],
      swiftSettings: strict),
    .target(name: "CallFormats", dependencies: ["CallTypes"], swiftSettings: strict),
    .target(
      name: "CallStore",
      dependencies: ["CallTypes", "CDeflate", .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: strict),
    .target(
      name: "CallPipeline",
      dependencies: [
        "CallTypes", "AudioDecoding", "SpeechSignal", "ConversationAnalysis", "CallFormats",
        "CallStore",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "SystemPackage", package: "swift-system"),
        "Yams",
      ],
      swiftSettings: strict),
    .target(
      name: "CallEvaluation",
      dependencies: [
        "CallTypes", "CallFormats", "CallPipeline",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: optimized),
    .target(
      name: "CallDelivery",
      dependencies: [
        "CallTypes", "CallStore", "CallPipeline",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "callsift",
      dependencies: [
        "CallTypes", "AudioDecoding", "ConversationAnalysis", "CallFormats", "CallPipeline",
        "CallDelivery", "CallEvaluation", "CallStore", "SpeechSignal",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict),

    .target(
      name: "TestSupport", dependencies: ["CallTypes"], path: "Tests/TestSupport",
      swiftSettings: optimized),
    .testTarget(
      name: "CallTypesTests", dependencies: ["CallTypes", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "AudioDecodingTests",
      dependencies: [
        "AudioDecoding", "CallTypes", "TestSupport",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "SpeechSignalTests", dependencies: ["SpeechSignal", "CallTypes", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ConversationAnalysisTests",
      dependencies: ["ConversationAnalysis", "CallTypes", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "CallFormatsTests", dependencies: ["CallFormats", "CallTypes", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "CallStoreTests",
      dependencies: [
        "CallStore", "CallTypes", "TestSupport", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "CallPipelineTests",
      dependencies: [
        "CallPipeline", "CallStore", "AudioDecoding", "SpeechSignal", "ConversationAnalysis",
        "CallTypes",
        "CallFormats", "TestSupport", .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "CallDeliveryTests",
      dependencies: [
        "CallDelivery", "CallPipeline", "CallStore", "CallTypes", "TestSupport",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "CallEvaluationTests",
      dependencies: [
        "CallEvaluation", "CallFormats", "CallPipeline", "CallTypes", "TestSupport",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "CommandLineTests",
      dependencies: [
        "CallEvaluation", "CallFormats", "CallTypes", "ConversationAnalysis", "TestSupport",
      ],
      swiftSettings: strict),
  ]
)
