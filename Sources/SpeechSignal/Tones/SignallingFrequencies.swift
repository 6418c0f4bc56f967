/// Frequencies that signalling tones are made of.
enum SignallingFrequencies {
  /// Lower frequencies of the keys (ITU-T Q.23), in Hz.
  static let keyRowsHz = [697.0, 770, 852, 941]
  /// Upper frequencies of the keys (ITU-T Q.23), in Hz.
  static let keyColumnsHz = [1209.0, 1336, 1477, 1633]
  /// Where the lower frequency of a key is looked for, in Hz.
  static let keyRowRangeHz = 660.0...980.0
  /// Where the upper frequency of a key is looked for, in Hz.
  static let keyColumnRangeHz = 1160.0...1690.0

  /// Pairs that sound together as call progress tones, in Hz.
  ///
  /// ITU-T E.180 supplement 2 (02/2003): dial tone of the United States and Britain, ringing of
  /// Britain and others, ringing and busy tone of the United States.
  static let pairsHz = [(350.0, 440.0), (350, 450), (400, 450), (440, 480), (480, 620)]
  /// How far each frequency of a pair may lie from its own, in Hz.
  ///
  /// E.180 allows 1.5 %, which is 5 to 9 Hz.
  static let pairToleranceHz = 8.0
  /// The weaker frequency of a pair lies at most so far under the stronger one, in dB.
  static let pairBalanceDB = 12.0

  /// Where a single frequency may lie, in Hz: tones of E.180 begin at 330 Hz, CED is at 2100 Hz.
  static let singleRangeHz = 330.0...3000.0
  /// The same for short ones: vowels are purest under it, and recorders beep higher.
  static let shortSingleRangeHz = 380.0...3000.0

  /// The pair that two frequencies are; `nil` when they are none.
  static func pair(_ lowHz: Double, _ highHz: Double) -> Int? {
    pairsHz.indices.filter { index in
      abs(pairsHz[index].0 - lowHz) <= pairToleranceHz
        && abs(pairsHz[index].1 - highHz) <= pairToleranceHz
    }.min { distance(of: $0, lowHz, highHz) < distance(of: $1, lowHz, highHz) }
  }

  private static func distance(of index: Int, _ lowHz: Double, _ highHz: Double) -> Double {
    abs(pairsHz[index].0 - lowHz) + abs(pairsHz[index].1 - highHz)
  }

  /// Index of the key frequency within a share of a frequency; `nil` when there is none.
  static func keyIndex(
    of frequencyHz: Double, in frequenciesHz: [Double], toleranceRatio: Double
  ) -> Int? {
    frequenciesHz.firstIndex { abs(frequencyHz / $0 - 1) <= toleranceRatio }
  }

  /// Whether a single frequency could be half of a key: it is then not to be told.
  static func couldBeHalfOfKey(_ frequencyHz: Double) -> Bool {
    keyIndex(
      of: frequencyHz, in: keyRowsHz + keyColumnsHz, toleranceRatio: secretRatio) != nil
  }

  /// Q.24: what lies further than 3.5 % from a key's frequency is no key.
  private static let secretRatio = 0.035
}
