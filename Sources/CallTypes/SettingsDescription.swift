/// One setting as the help, the documentation and the page show it.
public struct SettingDescription: Hashable, Sendable {
  /// Name of the property, which ends in its unit.
  public var key: String
  /// What it does and why it has its default, one line.
  public var reason: String
  /// Where the default comes from: paper, standard, practice or measurement.
  public var source: String
  /// Values that make sense; `nil` for what is not a number.
  public var range: ClosedRange<Double>?

  /// Describes a setting.
  public init(_ key: String, _ reason: String, source: String, range: ClosedRange<Double>? = nil) {
    self.key = key
    self.reason = reason
    self.source = source
    self.range = range
  }
}

/// A group of settings that can explain itself.
///
/// The one home of every threshold: the value is the property's default, its reason stands here.
public protocol DescribedSettings: Codable, Hashable, Sendable {
  /// Every setting of the group with its defaults.
  init()
  /// One entry per stored property, in the order of declaration.
  static var descriptions: [SettingDescription] { get }
}
