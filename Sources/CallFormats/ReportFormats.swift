/// The formats that reports can be written in.
public enum ReportFormats {
  /// Every format, in the order of the help.
  public static let all: [any ReportFormat.Type] = [
    TableFormat.self,
    JSONFormat.self,
    JSONLinesFormat.self,
    CSVFormat.self,
    RTTMFormat.self,
    AudacityFormat.self,
    TextGridFormat.self,
    ELANFormat.self,
    WebVTTFormat.self,
    AWSFormat.self,
    HTMLFormat.self,
  ]

  /// The format of that name; `nil` when there is none.
  public static func named(_ name: String) -> (any ReportFormat.Type)? {
    all.first { $0.name == name }
  }
}
