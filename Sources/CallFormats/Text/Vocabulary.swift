internal import CallTypes

/// The names of the report's own words in the languages of this target.
///
/// English uses the words of the report, so that what is read can be searched for in the files.
extension Party {
  /// The party's name.
  func name(in language: Language) -> String {
    switch (language, self) {
    case (.english, _): label
    case (.chinese, .agent): "客服"
    case (.chinese, .customer): "客户"
    case (.chinese, .mixed): "混合"
    case (.chinese, .channel(let index)): "声道\(index)"
    }
  }
}

extension ScoreBand {
  /// The grade's name, short enough for a table.
  func name(in language: Language) -> String {
    switch (language, self) {
    case (.english, .excellent): "excellent"
    case (.english, .good): "good"
    case (.english, .needsImprovement): "improve"
    case (.chinese, .excellent): "优秀"
    case (.chinese, .good): "良好"
    case (.chinese, .needsImprovement): "需改进"
    }
  }
}

extension FlagSeverity {
  /// The severity's name.
  func name(in language: Language) -> String {
    switch (language, self) {
    case (.english, _): rawValue
    case (.chinese, .technical): "技术"
    case (.chinese, .minor): "轻微"
    case (.chinese, .major): "重要"
    case (.chinese, .critical): "严重"
    }
  }
}

extension FailureCode {
  /// The failure's name.
  func name(in language: Language) -> String {
    guard language == .chinese else { return rawValue }
    return switch self {
    case .empty: "空文件"
    case .unsupported: "格式不支持"
    case .unreadable: "文件损坏"
    case .tooManyChannels: "声道过多"
    case .notARegularFile: "不是普通文件"
    case .inaccessible: "无法访问"
    case .timedOut: "解码超时"
    }
  }
}

extension WarningCode {
  /// The warning's name.
  func name(in language: Language) -> String {
    guard language == .chinese else { return rawValue }
    return switch self {
    case .headerUnfinalized: "文件头未写完"
    case .truncated: "录音不完整"
    case .invalidSamples: "无效采样"
    case .decodeError: "解码中断"
    case .rolesDoNotFit: "角色与声道数不符"
    case .sidecarIgnored: "附属文件无效"
    }
  }
}

extension EventCode {
  /// The event's name.
  func name(in language: Language) -> String {
    guard language == .chinese else { return kind }
    return switch self {
    case .silence: "静音"
    case .overlap: "重叠"
    case .lowVolume: "音量过低"
    case .raisedVoice: "高声"
    case .noise: "杂音"
    case .clipping: "削波"
    case .dropout: "断续"
    case .dcOffset: "直流偏移"
    case .tone: "信号音"
    case .music: "音乐"
    case .echo: "回声"
    case .oneWayAudio: "单通"
    case .monologue: "独白"
    case .slowResponse: "响应迟缓"
    }
  }
}

extension EventCause {
  /// The cause's name.
  func name(in language: Language) -> String {
    guard language == .chinese else { return rawValue }
    return switch self {
    case .beforeAnswer: "接听前"
    case .hold: "等待"
    case .deadAir: "冷场"
    case .customerFloor: "客户停顿"
    case .agentFloor: "客服停顿"
    case .speakerFloor: "说话人停顿"
    case .recordingPaused: "录音暂停"
    case .afterCall: "通话后"
    case .interruption: "抢话"
    case .backchannel: "附和"
    case .dualStart: "同时开口"
    case .transition: "话轮交接"
    case .belowLevel: "低于下限"
    case .belowOtherSide: "低于对方"
    case .quietLine: "线路音量低"
    case .zeroGap: "数字静音"
    case .repeatedPacket: "重复数据包"
    case .ringback: "回铃音"
    case .busy: "忙音"
    case .dialTone: "拨号音"
    case .dtmf: "按键音"
    case .beep: "提示音"
    case .fax: "传真音"
    case .digitalZero: "数字静音"
    case .comfortNoise: "舒适噪声"
    case .belowSpeechLevel: "低于语音电平"
    }
  }
}

extension FlagUnit {
  /// What stands behind a number of this unit, with the blank before it.
  func suffix(in language: Language) -> String {
    switch (language, self) {
    case (_, .seconds): " s"
    case (_, .ratio): ""
    case (_, .decibels): " dB"
    case (.english, .count): "×"
    case (.chinese, .count): " 次"
    case (.english, .semitones): " semitones"
    case (.chinese, .semitones): " 半音"
    case (.english, .syllablesPerSecond): " syllables/s"
    case (.chinese, .syllablesPerSecond): " 音节/秒"
    }
  }
}
