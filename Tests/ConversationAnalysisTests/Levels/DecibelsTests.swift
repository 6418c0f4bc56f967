import Foundation
import Testing

@testable import ConversationAnalysis

struct DecibelsTests {
  /// Compared with the C library; the tolerance is the error that the functions promise.
  @Test(arguments: [-300.0, -120, -90.3, -36, -20, -3.010_3, -0.1, 0, 0.1, 6, 20])
  func `a level becomes the power of the mathematics library`(levelDB: Double) {
    let expected = pow(10, levelDB / 10)
    #expect(abs(Decibels.power(ofDB: levelDB) / expected - 1) < 1e-11)
    #expect(abs(Decibels.level(ofPower: expected) - levelDB) < 1e-9)
  }

  @Test(arguments: [1e-30, 0.1, 0.7, 0.999, 1, 1.001, 1.4142, 1.4143, 2, 3, 440, 1e12])
  func `a logarithm is that of the mathematics library`(value: Double) {
    #expect(abs(Decibels.binaryLogarithm(value) - log2(value)) < 1e-12)
  }

  @Test func `an octave is twelve semitones`() {
    #expect(abs(Decibels.semitones(ofRatio: 2) - 12) < 1e-12)
    #expect(abs(Decibels.semitones(ofRatio: 0.5) + 12) < 1e-12)
  }

  @Test func `a level has one power, on an eighth of a decibel as off it`() {
    let powers = Decibels.levelPowers
    for step in -40...2400 {
      let level = -130 + Float(step) / 16
      for levelDBFS in [level, level.nextUp, level.nextDown] {
        #expect(powers.power(ofDBFS: levelDBFS) == Decibels.power(ofDB: Double(levelDBFS)))
      }
    }
  }

  @Test func `no power has a finite level`() {
    #expect(Decibels.level(ofPower: 0) == -1000)
  }
}
