/// The name most like a mistyped one; `nil` when none is so near that the other was meant.
///
/// A name that is gone, or of something else, often shares a unit or another long part with one that
/// exists: it is no mistyping, however much of it is the same.
///
/// - Parameters:
///   - typed: What the user wrote.
///   - names: What exists.
public func nearestName(to typed: String, among names: [String]) -> String? {
  let scored = names.map { ($0, editDistance(typed.lowercased(), $0.lowercased())) }
  guard let best = scored.min(by: { ($0.1, $0.0) < ($1.1, $1.0) }) else { return nil }
  return best.1 <= mistakesAllowed(inLetters: typed.count) ? best.0 : nil
}

/// Mistakes with which a word is still taken for another.
///
/// One in words of up to five letters, then two, as Elasticsearch's fuzziness `AUTO` has it; here one
/// more for each four letters over eleven. An own choice.
private func mistakesAllowed(inLetters count: Int) -> Int {
  count <= 5 ? 1 : max(2, count / 4)
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
