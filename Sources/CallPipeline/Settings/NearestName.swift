/// The name most like a mistyped one; `nil` when none is alike.
///
/// - Parameters:
///   - typed: What the user wrote.
///   - names: What exists.
public func nearestName(to typed: String, among names: [String]) -> String? {
  let scored = names.map { ($0, editDistance(typed.lowercased(), $0.lowercased())) }
  guard let best = scored.min(by: { ($0.1, $0.0) < ($1.1, $1.0) }) else { return nil }
  // Half of the letters wrong is another word.
  return best.1 <= max(2, typed.count / 2) ? best.0 : nil
}

/// Least number of insertions, deletions, substitutions and swaps of neighbours that turn one text
/// into another: optimal string alignment (Damerau 1964, Comm. ACM 7:171).
func editDistance(_ first: String, _ second: String) -> Int {
  let (source, target) = (Array(first), Array(second))
  var older: [Int] = []
  var previous = Array(0...target.count)
  for row in source.indices {
    var current = [row + 1]
    for column in target.indices {
      let isSame = source[row] == target[column]
      var best = min(
        previous[column + 1] + 1, current[column] + 1, previous[column] + (isSame ? 0 : 1))
      if row > 0, column > 0, source[row] == target[column - 1],
        source[row - 1] == target[column]
      {
        best = min(best, older[column - 1] + 1)
      }
      current.append(best)
    }
    (older, previous) = (previous, current)
  }
  return previous[target.count]
}
