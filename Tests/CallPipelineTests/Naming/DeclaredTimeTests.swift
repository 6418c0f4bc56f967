import Foundation
import Testing

@testable import CallPipeline

struct DeclaredTimeTests {
  @Test(arguments: [
    ("2026-03-02T10:15:00Z", "2026-03-02T10:15:00Z"),
    ("2026-03-02T10:15:00.250+0100", "2026-03-02T10:15:00+01:00"),
    ("2026-03-02 10:15:00-05:30", "2026-03-02T10:15:00-05:30"),
    ("20260302T10:15Z", "2026-03-02T10:15:00Z"),
  ])
  func `a time with its zone is an instant, whatever zone is set`(text: String, iso: String) {
    #expect(declaredTime(of: text, zone: timeZone(named: "Asia/Shanghai")) == .instant(iso))
  }

  @Test(arguments: ["20260302-101500", "2026-03-02 10:15:00", "20260302101500", "2026.03.02_10.15"])
  func `a time without zone is none until a zone is set`(text: String) {
    #expect(declaredTime(of: text, zone: nil) == .zoneMissing)
    #expect(
      declaredTime(of: text, zone: timeZone(named: "+08:00"))
        == .instant("2026-03-02T10:15:00+08:00"))
  }

  @Test func `a zone by name keeps summer time`() {
    let zone = timeZone(named: "Europe/Zurich")
    #expect(declaredTime(of: "20260302101500", zone: zone) == .instant("2026-03-02T10:15:00+01:00"))
    #expect(declaredTime(of: "20260702101500", zone: zone) == .instant("2026-07-02T10:15:00+02:00"))
  }

  @Test(arguments: ["", "yesterday", "20261302101500", "20260230101500", "2026-03-02", "101500"])
  func `what is no time is none`(text: String) {
    #expect(declaredTime(of: text, zone: timeZone(named: "UTC")) == .nothing)
  }

  @Test func `seconds since 1970 need no zone`() {
    #expect(declaredTime(ofEpoch: "1525691887") == .instant("2018-05-07T11:18:07Z"))
    #expect(declaredTime(ofEpoch: "99999999999999") == .nothing)
    #expect(preciseSeconds(of: "1970-01-01T00:00:01.250Z") == 1.25)
    #expect(preciseSeconds(of: "1970-01-01T01:00:01+01:00") == 1)
    #expect(preciseSeconds(of: "1970-01-01T01:00:01") == nil)
  }

  @Test(arguments: ["CET+", "Mars/Base", "+25:00", "8", "now"])
  func `an unknown zone is none`(name: String) { #expect(timeZone(named: name) == nil) }
}
