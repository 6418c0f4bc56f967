internal import CallTypes

extension PlatformProfile {
  /// Verint Workforce Optimization, recorded in stereo: agent left.
  ///
  /// Verint's public pages say that stereo keeps employee and customer on a speaker each, and not which;
  /// agent left is what issue 7 and DESIGN.md section 6 state, from the practice of those who export
  /// it. QC132 watches over it, and `--channels` wins. Nothing is published about the names of exports:
  /// they say nothing here.
  /// Source: Verint online help, Player, "Audio waveform".
  static let verintWFO = PlatformProfile(
    name: "verint-wfo", layout: .stereo([.agent, .customer]), example: "641003002051234567.wav",
    documentation: [
      "https://wfo.mon2.verintcloudservices.com/onlinehelp/en_us/Player/Player/Audio_waveform.htm"
    ], patterns: [])
}
