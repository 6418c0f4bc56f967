internal import Foundation

/// The periodic Hann window, w[n] = ½ − ½ cos(2πn / length) (Harris 1978, Proc. IEEE 66:51,
/// equation 27a); shape `[length]`.
func hannWindow(length: Int) -> [Float] {
  (0..<length).map { Float(0.5 - 0.5 * cos(2 * Double.pi * Double($0) / Double(length))) }
}
