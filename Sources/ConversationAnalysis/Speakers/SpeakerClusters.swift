/// Groups of stretches of speech, by agglomeration after Ward (1963), Journal of the American
/// Statistical Association 58:236: at each step the two groups are joined whose joining adds least to the
/// squared distances from the means.
///
/// Searched with chains of nearest neighbours (Murtagh 1983, The Computer Journal 26:354), in time that
/// grows with the square of the number of stretches and without a matrix of distances.
struct WardTree {
  private struct Join {
    var first: Int
    var second: Int
    var cost: Float
  }

  private let points: [[Float]]
  private let weights: [Float]
  /// Cheapest first.
  private let joins: [Join]

  /// Joins until one group is left.
  ///
  /// - Parameters:
  ///   - points: A point for each stretch; shape `[count][dimensions]`.
  ///   - weights: Weight of each point, over 0.
  init(of points: [[Float]], weights: [Float]) {
    (self.points, self.weights) = (points, weights)
    var (means, sizes) = (points, weights)
    var alive = Set(points.indices)
    var found: [Join] = []
    var chain: [Int] = []
    while alive.count > 1 {
      if chain.isEmpty, let first = alive.min() { chain = [first] }
      let end = chain[chain.count - 1]
      var nearest = (place: -1, cost: Float.infinity)
      // The one before wins ties, so that chains end.
      if chain.count > 1 {
        let before = chain[chain.count - 2]
        nearest = (before, joiningCost(means[end], means[before], sizes[end], sizes[before]))
      }
      for other in alive.sorted() where other != end {
        let cost = joiningCost(means[end], means[other], sizes[end], sizes[other])
        if cost < nearest.cost { nearest = (other, cost) }
      }
      guard chain.count > 1, nearest.place == chain[chain.count - 2] else {
        chain.append(nearest.place)
        continue
      }
      chain.removeLast(2)
      let (kept, gone) = (min(end, nearest.place), max(end, nearest.place))
      let size = sizes[kept] + sizes[gone]
      for place in means[kept].indices {
        means[kept][place] =
          (means[kept][place] * sizes[kept] + means[gone][place] * sizes[gone]) / size
      }
      sizes[kept] = size
      alive.remove(gone)
      found.append(Join(first: kept, second: gone, cost: nearest.cost))
    }
    joins = found.sorted { $0.cost < $1.cost }
  }

  /// Means of the groups, the heaviest first; fewer than wanted where there are fewer points.
  ///
  /// - Parameter groupCount: Groups wanted, at least one.
  func means(groupCount: Int) -> [[Float]] {
    var parents = Array(points.indices)
    func root(_ place: Int) -> Int {
      var place = place
      while parents[place] != place { place = parents[place] }
      return place
    }
    for join in joins.prefix(max(0, points.count - groupCount)) {
      let (a, b) = (root(join.first), root(join.second))
      parents[max(a, b)] = min(a, b)
    }
    var sums: [Int: (sum: [Float], weight: Float)] = [:]
    for place in points.indices {
      let group = root(place)
      var entry = sums[group] ?? ([Float](repeating: 0, count: points[place].count), 0)
      for index in points[place].indices {
        entry.sum[index] += points[place][index] * weights[place]
      }
      entry.weight += weights[place]
      sums[group] = entry
    }
    return sums.sorted { ($1.value.weight, $0.key) < ($0.value.weight, $1.key) }
      .map { entry in entry.value.sum.map { $0 / entry.value.weight } }
  }
}

/// What joining two groups adds to the squared distances from the means.
private func joiningCost(
  _ first: [Float], _ second: [Float], _ firstSize: Float, _ secondSize: Float
) -> Float {
  squaredDistance(first, second) * firstSize * secondSize / (firstSize + secondSize)
}

func squaredDistance(_ first: [Float], _ second: [Float]) -> Float {
  var sum: Float = 0
  for place in first.indices {
    let difference = first[place] - second[place]
    sum += difference * difference
  }
  return sum
}
