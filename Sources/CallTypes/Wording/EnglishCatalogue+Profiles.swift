extension EnglishCatalogue {
  /// What each ready settings file is for, and why it changes what it changes.
  static let profiles = """
    profile.handbook = the handbook: every default (customer:agent 7:3)

    profile.sales = sales calls: the agent explains, customer:agent 43:57
    profile.sales.talkRatioOutOfBand.minimumCustomerRatio = 43:57 is the target; 15 points below it, as far as the handbook allows below 7:3
    profile.sales.talkRatioOutOfBand.maximumCustomerRatio = 43:57 is the target; 15 points above it, as far as the handbook allows above 7:3
    profile.sales.agentMonologue.maximumSeconds = an agent with twice the share of the talk may explain twice as long at a time

    profile.lenient = only clear cases: thresholds further out
    profile.lenient.talkRatioOutOfBand.minimumCustomerRatio = ten points below the handbook's band
    profile.lenient.talkRatioOutOfBand.maximumCustomerRatio = ten points above the handbook's band
    profile.lenient.agentInterrupts.minimumSeconds = only interruptions that nobody misses: two seconds of joint speech
    profile.lenient.agentInterrupts.maximumCount = five in a call are a manner, three may be chance
    profile.lenient.agentInterrupts.intervalSeconds = one a minute instead of one in two
    profile.lenient.deadAir.longSeconds = twice the handbook's time: a slow look-up passes
    profile.lenient.deadAir.repeatedSeconds = counts only what would be dead air alone by the handbook
    profile.lenient.tooMuchSilence.maximumSilenceRatio = half as much again as by the handbook
    profile.lenient.customerTooQuiet.maximumQuietSeconds = twice the handbook's time
    profile.lenient.customerTooQuiet.maximumQuietRatio = twice the handbook's share
    profile.lenient.agentTooQuiet.maximumQuietSeconds = twice the handbook's time
    profile.lenient.agentTooQuiet.maximumQuietRatio = twice the handbook's share
    profile.lenient.agentRaisedVoiceAtQuietCustomer.maximumRiseDB = as much as makes a raised voice (EV104)
    profile.lenient.agentDidNotSpeakUp.minimumRiseDB = the least rise that is heard at all counts as speaking up
    profile.lenient.noisyLine.maximumNoisyRatio = twice the handbook's share
    profile.lenient.silentCallProtocol.minimumWaitSeconds = a short count to five passes
    profile.lenient.silentCallProtocol.maximumTotalSeconds = half as long again as by the handbook
    profile.lenient.quietCallProtocol.minimumWaitSeconds = a short count to five passes
    profile.lenient.slowAnswer.maximumSeconds = twice the handbook's time
    profile.lenient.agentDidNotGreetFirst.maximumCustomerSeconds = a customer's hello passes, a sentence does not
    profile.lenient.rushedGreeting.maximumRateRatio = half as fast again as the agent's own rate
    profile.lenient.rushedGreeting.maximumSyllablesPerSecond = one syllable per second more than by the handbook
    profile.lenient.holdTooLong.maximumSeconds = three minutes instead of two
    profile.lenient.holdWithoutCourtesy.minimumHoldSeconds = short holds need no ceremony
    profile.lenient.holdWithoutCourtesy.announcementSeconds = an announcement may lie a little further back
    profile.lenient.monotoneAgent.minimumSpreadSemitones = a semitone of spread: nearly sung on one note
    profile.lenient.speechTooFast.maximumSyllablesPerSecond = one syllable per second more than by the handbook
    profile.lenient.speechTooSlow.minimumSyllablesPerSecond = half a syllable per second less than by the handbook
    profile.lenient.poorVoiceMatching.maximumDistanceRatio = half as far again as by the handbook
    profile.lenient.customerShouting.maximumCount = one outburst more than by the handbook
    profile.lenient.customerShouting.maximumSeconds = twice the handbook's time
    profile.lenient.agentShoutsBack.maximumSeconds = only an answer that follows at once
    profile.lenient.agentHungUpFirst.minimumLeadSeconds = a lead that no switch explains
    profile.lenient.agentHungUpFirst.maximumTailSeconds = only a call that ends right on the agent's word
    profile.lenient.agentMonologue.maximumSeconds = twice the handbook's time
    profile.lenient.slowAgentResponse.maximumMedianSeconds = half as long again as by the handbook
    profile.lenient.clippedAudio.maximumClippedRatio = five times as much: distortion that everybody hears
    profile.lenient.dropouts.maximumLostRatio = twice the share: words are lost
    profile.lenient.agitatedCustomer.minimumRiseRatio = half as much again as by the handbook
    """
}
