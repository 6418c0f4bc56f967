/// The one-to-one assignment of rows to columns with the greatest total weight.
///
/// The Hungarian method (Kuhn 1955; Munkres 1957) in its form with shortest augmenting paths and
/// potentials (Burkard, Dell'Amico & Martello 2009, "Assignment Problems", section 4.4), O(n²m).
///
/// - Parameter weights: Shape `[rows][columns]`, zero or more; any number of either.
/// - Returns: For each row its column; `nil` where none is left or the weight is zero.
func maximumWeightAssignment(_ weights: [[Double]]) -> [Int?] {
  let rows = weights.count
  let columns = weights.first?.count ?? 0
  guard rows > 0, columns > 0 else { return Array(repeating: nil, count: rows) }
  guard rows <= columns else {
    let transposed = (0..<columns).map { column in weights.map { $0[column] } }
    var result = [Int?](repeating: nil, count: rows)
    for (column, row) in maximumWeightAssignment(transposed).enumerated() {
      if let row { result[row] = column }
    }
    return result
  }
  var problem = AssignmentProblem(weights: weights, columns: columns)
  for row in 0..<rows { problem.assign(row) }
  var result = [Int?](repeating: nil, count: rows)
  for column in 0..<columns {
    guard let row = problem.rowOfColumn[column], weights[row][column] > 0 else { continue }
    result[row] = column
  }
  return result
}

/// State of the method: costs are negated weights; there are no more rows than columns.
private struct AssignmentProblem {
  private let weights: [[Double]]
  private let columns: Int
  private var rowPotentials: [Double]
  private var columnPotentials: [Double]
  private(set) var rowOfColumn: [Int?]

  init(weights: [[Double]], columns: Int) {
    self.weights = weights
    self.columns = columns
    rowPotentials = Array(repeating: 0, count: weights.count)
    columnPotentials = Array(repeating: 0, count: columns)
    rowOfColumn = Array(repeating: nil, count: columns)
  }

  /// Gives one more row a column, by the shortest augmenting path that starts at it.
  mutating func assign(_ start: Int) {
    var distances = [Double](repeating: .infinity, count: columns)
    var previous = [Int?](repeating: nil, count: columns)
    var isReached = [Bool](repeating: false, count: columns)
    var reachedColumns: [Int] = []
    var row = start
    var column: Int?
    var length = 0.0
    while true {
      for next in 0..<columns where !isReached[next] {
        let reduced = -weights[row][next] - rowPotentials[row] - columnPotentials[next]
        if length + reduced < distances[next] {
          distances[next] = length + reduced
          previous[next] = column
        }
      }
      guard
        let nearest = (0..<columns).filter({ !isReached[$0] })
          .min(by: { distances[$0] < distances[$1] })
      else { return }
      length = distances[nearest]
      isReached[nearest] = true
      reachedColumns.append(nearest)
      column = nearest
      guard let owner = rowOfColumn[nearest] else { break }
      row = owner
    }
    updatePotentials(start: start, reached: reachedColumns, distances: distances, length: length)
    augment(start: start, to: column, previous: previous)
  }

  private mutating func updatePotentials(
    start: Int, reached: [Int], distances: [Double], length: Double
  ) {
    rowPotentials[start] += length
    for column in reached {
      let slack = length - distances[column]
      columnPotentials[column] -= slack
      if let owner = rowOfColumn[column] { rowPotentials[owner] += slack }
    }
  }

  private mutating func augment(start: Int, to end: Int?, previous: [Int?]) {
    var column = end
    while let current = column {
      column = previous[current]
      rowOfColumn[current] = column.flatMap { rowOfColumn[$0] } ?? start
    }
  }
}
