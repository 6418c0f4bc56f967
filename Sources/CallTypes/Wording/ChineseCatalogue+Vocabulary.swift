extension ChineseCatalogue {
  /// Names of the report's words, units, and steps of traces.
  static let vocabulary = """
    party.agent = 客服
    party.customer = 客户
    party.mixed = 混合
    party.channel = 声道{0}
    party.speaker = 说话人{0}

    band.excellent = 优秀
    band.good = 良好
    band.needsImprovement = 需改进

    reason.rolesUnknown = 角色未知
    reason.mixedChannel = 双方共用一个声道
    reason.partyAbsent = 缺少一方
    reason.noSpeech = 无人说话
    reason.notEnoughSpeech = 语音太少
    reason.noRingback = 没有振铃
    reason.notDeclared = 未声明
    reason.notScorable = 存在技术问题
    reason.timeZoneUnknown = 时区未知
    reason.moreParties = 超过两方
    reason.onePartyOnly = 只有一方
    reason.speakersUnsure = 无法可靠区分说话人
    reason.recordingCutShort = 录音不完整

    severity.technical = 技术
    severity.minor = 轻微
    severity.major = 重要
    severity.critical = 严重

    failure.empty = 空文件
    failure.unsupported = 格式不支持
    failure.unreadable = 文件损坏
    failure.tooManyChannels = 声道过多
    failure.notARegularFile = 不是普通文件
    failure.inaccessible = 无法访问
    failure.timedOut = 解码超时
    failure.quarantined = 已隔离
    failure.stalled = 迟迟未写完

    warning.headerUnfinalized = 文件头未写完
    warning.truncated = 录音不完整
    warning.invalidSamples = 无效采样
    warning.decodeError = 解码中断
    warning.rolesDoNotFit = 角色与声道数不符
    warning.sidecarIgnored = 附属文件无效
    warning.sideMissing = 缺少一方
    warning.sideShorter = 一方较短
    warning.ratesDiffer = 采样率不同
    warning.pairAmbiguous = 配对不明

    event.silence = 静音
    event.overlap = 重叠
    event.lowVolume = 音量过低
    event.raisedVoice = 高声
    event.noise = 杂音
    event.clipping = 削波
    event.dropout = 断续
    event.dcOffset = 直流偏移
    event.tone = 信号音
    event.music = 音乐
    event.echo = 回声
    event.oneWayAudio = 单通
    event.monologue = 独白
    event.slowResponse = 响应迟缓

    cause.beforeAnswer = 接听前
    cause.hold = 等待
    cause.deadAir = 冷场
    cause.customerFloor = 客户停顿
    cause.agentFloor = 客服停顿
    cause.speakerFloor = 说话人停顿
    cause.absent = 未录音
    cause.recordingPaused = 录音暂停
    cause.afterCall = 通话后
    cause.interruption = 抢话
    cause.backchannel = 附和
    cause.dualStart = 同时开口
    cause.transition = 话轮交接
    cause.belowLevel = 低于下限
    cause.belowOtherSide = 低于对方
    cause.quietLine = 线路音量低
    cause.zeroGap = 数字静音
    cause.repeatedPacket = 重复数据包
    cause.ringback = 回铃音
    cause.busy = 忙音
    cause.dialTone = 拨号音
    cause.dtmf = 按键音
    cause.beep = 提示音
    cause.fax = 传真音
    cause.digitalZero = 数字静音
    cause.comfortNoise = 舒适噪声
    cause.belowSpeechLevel = 低于语音电平

    baseline.call = 与本通其余部分比较
    baseline.history = 与该客服以往通话比较

    unit.seconds =  秒
    unit.ratio =
    unit.dB =  dB
    unit.count =  次
    unit.semitones =  半音
    unit.syllablesPerSecond =  音节/秒

    ordinal.1 = 第一
    ordinal.2 = 第二
    ordinal.3 = 第三
    ordinal.4 = 第四
    ordinal.5 = 第五
    ordinal.later = 后续

    trace.greeting = 问候语 {startSeconds}–{endSeconds} 秒
    trace.prompt = 提示语 {startSeconds}–{endSeconds} 秒
    trace.closing = 结束语 {startSeconds}–{endSeconds} 秒
    trace.wait = 等待 {durationSeconds} 秒
    trace.missingPrompt = 缺少{ordinal}次提示
    trace.missingClosing = 缺少结束语
    trace.missingWait = 缺少{ordinal}次等待
    trace.shortWait = {ordinal}次等待过短
    trace.shortLastWait = 最后一次等待过短
    trace.longTotal = 全程过长，共 {durationSeconds} 秒
    trace.hardToHear = 客户从 {startSeconds} 秒起听不清
    trace.hold = 等待 {startSeconds}–{endSeconds} 秒
    trace.agentSilentBefore = 客服在此前 {durationSeconds} 秒内未说话
    trace.customerFirst = 客户先开口（{startSeconds} 秒）
    trace.manners = {ordinal}段：客服 {agentSyllablesPerSecond} 音节/秒、停顿 {agentPauseRatio} %，客户 {customerSyllablesPerSecond} 音节/秒、停顿 {customerPauseRatio} %
    trace.customerRaised = 客户高声 {startSeconds}–{endSeconds} 秒
    trace.agentRaised = 客服高声 {startSeconds}–{endSeconds} 秒
    trace.levelRise = 音量升高 {riseDB} dB
    trace.f0Rise = 音调升高 {riseSemitones} 半音
    trace.rateRise = 语速加快 {riseSyllablesPerSecond} 音节/秒
    """
}
