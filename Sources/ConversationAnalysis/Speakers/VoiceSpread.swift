internal import CallTypes

/// How the points of one voice differ from call to call: lines and levels move them along some axes by
/// far more than along others.
///
/// The squared distance that counts is that of Mahalanobis (1936), Proceedings of the National Institute
/// of Sciences of India 2:49, with the covariance within speakers. `tools/speakers spread` learns it
/// (models/voice-network/MODEL.md).
struct VoiceSpread: Sendable {
  /// Lower triangle of L, row by row, where L Lᵀ is the inverse of the covariance.
  private let triangle: [Float]

  /// That of models/voice-network, for a party with a channel of its own.
  static let shared = VoiceSpread(bytes: PackageResources.voice_spread_weights)
  /// That for a voice in a channel of both parties: levels are relative to the louder one there, and some
  /// of the points are the other's.
  static let inSharedChannel = VoiceSpread(bytes: PackageResources.voice_spread_shared_weights)

  /// Reads little-endian 32-bit floats.
  ///
  /// - Precondition: a triangle of `VoiceTrack.dimensionCount` rows.
  init(bytes: [UInt8]) {
    let count = VoiceTrack.dimensionCount * (VoiceTrack.dimensionCount + 1) / 2
    precondition(bytes.count == count * 4, "the spread is that of another network")
    triangle = (0..<count).map { place in
      let bits = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[place * 4 + $1]) << (8 * $1) }
      return Float(bitPattern: bits)
    }
  }

  /// |Lᵀ(a − b)|²: about the number of dimensions for two calls of one voice.
  func squaredDistance(_ first: [Float], _ second: [Float]) -> Float {
    var moved = [Float](repeating: 0, count: VoiceTrack.dimensionCount)
    var index = 0
    for row in 0..<VoiceTrack.dimensionCount {
      let difference = first[row] - second[row]
      for column in 0...row {
        moved[column] += triangle[index] * difference
        index += 1
      }
    }
    return moved.reduce(0) { $0 + $1 * $1 }
  }
}

extension AgentVoices {
  /// The bytes by which voices are compared: what a fingerprint tells versions apart by.
  public static var spreadWeights: [UInt8] {
    PackageResources.voice_spread_weights + PackageResources.voice_spread_shared_weights
  }
}
