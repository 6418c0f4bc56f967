/// A one-to-one matching with as many pairs as possible.
///
/// Augmenting paths (Berge 1957); sed_eval calls this matching "optimal". Earlier items are matched
/// first, each with its earliest partner where there is a choice.
///
/// - Parameter candidates: For each item of one side, the partners that it may have.
/// - Returns: For each item its partner; `nil` where it has none.
func maximumMatching(_ candidates: [[Int]], partnerCount: Int) -> [Int?] {
  var itemOfPartner = [Int?](repeating: nil, count: partnerCount)
  for item in candidates.indices {
    var isVisited = [Bool](repeating: false, count: partnerCount)
    _ = findPartner(of: item, candidates, &itemOfPartner, &isVisited)
  }
  var partners = [Int?](repeating: nil, count: candidates.count)
  for (partner, item) in itemOfPartner.enumerated() {
    if let item { partners[item] = partner }
  }
  return partners
}

private func findPartner(
  of item: Int, _ candidates: [[Int]], _ itemOfPartner: inout [Int?], _ isVisited: inout [Bool]
) -> Bool {
  for partner in candidates[item] where !isVisited[partner] {
    isVisited[partner] = true
    let holder = itemOfPartner[partner]
    if holder == nil
      || holder.map({ findPartner(of: $0, candidates, &itemOfPartner, &isVisited) }) == true
    {
      itemOfPartner[partner] = item
      return true
    }
  }
  return false
}
