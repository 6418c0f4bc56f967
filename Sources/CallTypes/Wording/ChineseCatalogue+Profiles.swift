extension ChineseCatalogue {
  /// What each ready settings file is for, and why it changes what it changes.
  static let profiles = """
    profile.handbook = 手册：全部为默认值（客户:客服 7:3）

    profile.sales = 销售电话：以客服讲解为主，客户:客服 43:57
    profile.sales.talkRatioOutOfBand.minimumCustomerRatio = 目标为 43:57；允许比目标低 15 个百分点，与手册对 7:3 的幅度相同
    profile.sales.talkRatioOutOfBand.maximumCustomerRatio = 目标为 43:57；允许比目标高 15 个百分点，与手册对 7:3 的幅度相同
    profile.sales.agentMonologue.maximumSeconds = 客服的说话份额约为手册的两倍，单次讲解的时长也放宽到两倍

    profile.lenient = 宽松：放宽阈值，只报明显的问题
    profile.lenient.talkRatioOutOfBand.minimumCustomerRatio = 比手册下限再低 10 个百分点
    profile.lenient.talkRatioOutOfBand.maximumCustomerRatio = 比手册上限再高 10 个百分点
    profile.lenient.agentInterrupts.minimumSeconds = 只计明显的抢话：两人同时说话满 2 秒
    profile.lenient.agentInterrupts.maximumCount = 五次属于习惯，三次可能是偶然
    profile.lenient.agentInterrupts.intervalSeconds = 由每两分钟一次放宽到每分钟一次
    profile.lenient.deadAir.longSeconds = 为手册的两倍：查询稍慢不算冷场
    profile.lenient.deadAir.repeatedSeconds = 只累计按手册单独就算冷场的静音
    profile.lenient.tooMuchSilence.maximumSilenceRatio = 比手册放宽一半
    profile.lenient.customerTooQuiet.maximumQuietSeconds = 为手册的两倍
    profile.lenient.customerTooQuiet.maximumQuietRatio = 为手册占比的两倍
    profile.lenient.agentTooQuiet.maximumQuietSeconds = 为手册的两倍
    profile.lenient.agentTooQuiet.maximumQuietRatio = 为手册占比的两倍
    profile.lenient.agentRaisedVoiceAtQuietCustomer.maximumRiseDB = 与高声（EV104）的幅度相同
    profile.lenient.agentDidNotSpeakUp.minimumRiseDB = 只要听得出稍有提高即可
    profile.lenient.noisyLine.maximumNoisyRatio = 为手册占比的两倍
    profile.lenient.silentCallProtocol.minimumWaitSeconds = 数五下稍快也算
    profile.lenient.silentCallProtocol.maximumTotalSeconds = 比手册放宽一半
    profile.lenient.quietCallProtocol.minimumWaitSeconds = 数五下稍快也算
    profile.lenient.slowAnswer.maximumSeconds = 为手册的两倍
    profile.lenient.agentDidNotGreetFirst.maximumCustomerSeconds = 客户先说一声“喂”不算，先说一句话才算
    profile.lenient.rushedGreeting.maximumRateRatio = 比客服平时语速快一半才算
    profile.lenient.rushedGreeting.maximumSyllablesPerSecond = 比手册放宽每秒 1 个音节
    profile.lenient.holdTooLong.maximumSeconds = 由两分钟放宽到三分钟
    profile.lenient.holdWithoutCourtesy.minimumHoldSeconds = 短暂的等待不作要求
    profile.lenient.holdWithoutCourtesy.announcementSeconds = 允许告知与等待之间隔得稍久
    profile.lenient.monotoneAgent.minimumSpreadSemitones = 变化不足一个半音：几乎是一个调
    profile.lenient.speechTooFast.maximumSyllablesPerSecond = 比手册放宽每秒 1 个音节
    profile.lenient.speechTooSlow.minimumSyllablesPerSecond = 比手册放宽每秒半个音节
    profile.lenient.poorVoiceMatching.maximumDistanceRatio = 比手册放宽一半
    profile.lenient.customerShouting.maximumCount = 比手册多一次
    profile.lenient.customerShouting.maximumSeconds = 为手册的两倍
    profile.lenient.agentShoutsBack.maximumSeconds = 只计紧接着的喊叫回应
    profile.lenient.agentHungUpFirst.minimumLeadSeconds = 领先时间长到不可能是交换机造成的
    profile.lenient.agentHungUpFirst.maximumTailSeconds = 只计客服话音刚落就结束的通话
    profile.lenient.agentMonologue.maximumSeconds = 为手册的两倍
    profile.lenient.slowAgentResponse.maximumMedianSeconds = 比手册放宽一半
    profile.lenient.clippedAudio.maximumClippedRatio = 放宽到五倍：人人都能听出的失真
    profile.lenient.dropouts.maximumLostRatio = 放宽到两倍：已有字词丢失
    profile.lenient.agitatedCustomer.minimumRiseRatio = 比手册放宽一半
    """
}
