/// The value below which the given share of each of a row of windows lies.
///
/// From window to window few values come and go, so that the quantile is one near the last one: the
/// number of values below it and up to it are kept, and its neighbour is looked for only when it has
/// lost its place (the idea of the running median of Huang, Yang & Tang 1979, IEEE Trans. Acoust.
/// Speech Signal Process. 27:13, on values instead of a histogram).
///
/// - Parameters:
///   - windows: Parts of `values`, none empty, whose starts and ends ascend.
///   - quantiles: Gets the result; shape `[windows.count]`.
func slidingQuantiles(
  _ ratio: Float, of values: Span<Float>, windows: [Range<Int>], into quantiles: inout [Float]
) {
  guard let first = windows.first else { return }
  var found = values[first.lowerBound]
  var held = first.lowerBound..<first.lowerBound
  var (below, upTo) = (0, 0)
  for (index, window) in windows.enumerated() {
    for place in held.lowerBound..<min(window.lowerBound, held.upperBound) {
      if values[place] < found { below -= 1 }
      if values[place] <= found { upTo -= 1 }
    }
    for place in max(held.upperBound, window.lowerBound)..<window.upperBound {
      if values[place] < found { below += 1 }
      if values[place] <= found { upTo += 1 }
    }
    let wanted = Int((Float(window.count - 1) * ratio).rounded())
    let part = values.extracting(window)
    while below > wanted {
      upTo = below
      found = greatest(of: part, below: found)
      below = count(of: part, below: found)
    }
    while upTo <= wanted {
      below = upTo
      found = least(of: part, above: found)
      upTo = count(of: part, upTo: found)
    }
    quantiles[index] = found
    held = window
  }
}

/// The greatest value below a limit.
private func greatest(of values: Span<Float>, below limit: Float) -> Float {
  var lanes = SIMD8<Float>(repeating: -.infinity)
  let whole = values.count & ~7
  for index in stride(from: 0, to: whole, by: 8) {
    let next = values.eight(at: index)
    lanes.replace(with: next, where: (next .< limit) .& (next .> lanes))
  }
  var best = -Float.infinity
  for lane in 0..<8 { best = max(best, lanes[lane]) }
  for index in whole..<values.count where values[index] < limit { best = max(best, values[index]) }
  return best
}

/// The least value above a limit.
private func least(of values: Span<Float>, above limit: Float) -> Float {
  var lanes = SIMD8<Float>(repeating: .infinity)
  let whole = values.count & ~7
  for index in stride(from: 0, to: whole, by: 8) {
    let next = values.eight(at: index)
    lanes.replace(with: next, where: (next .> limit) .& (next .< lanes))
  }
  var best = Float.infinity
  for lane in 0..<8 { best = min(best, lanes[lane]) }
  for index in whole..<values.count where values[index] > limit { best = min(best, values[index]) }
  return best
}

/// How many values lie below a limit.
private func count(of values: Span<Float>, below limit: Float) -> Int {
  var count = 0
  for index in values.indices { count += values[index] < limit ? 1 : 0 }
  return count
}

/// How many values do not lie above a limit.
private func count(of values: Span<Float>, upTo limit: Float) -> Int {
  var count = 0
  for index in values.indices { count += values[index] <= limit ? 1 : 0 }
  return count
}
