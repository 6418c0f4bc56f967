extension EnglishCatalogue {
  /// Names of the report's words, units, and steps of traces.
  static let vocabulary = """
    party.agent = agent
    party.customer = customer
    party.mixed = mixed
    party.channel = channel{0}
    party.speaker = speaker{0}

    band.excellent = excellent
    band.good = good
    band.needsImprovement = improve

    reason.rolesUnknown = roles unknown
    reason.mixedChannel = both parties in one channel
    reason.partyAbsent = a party is missing
    reason.noSpeech = nobody speaks
    reason.notEnoughSpeech = too little speech
    reason.noRingback = no ringing
    reason.notDeclared = not declared
    reason.notScorable = a technical flag
    reason.timeZoneUnknown = time zone unknown
    reason.moreParties = more than two parties
    reason.onePartyOnly = only one party
    reason.speakersUnsure = voices not told apart surely
    reason.recordingCutShort = recording cut short

    severity.technical = technical
    severity.minor = minor
    severity.major = major
    severity.critical = critical

    failure.empty = empty
    failure.unsupported = unsupported
    failure.unreadable = unreadable
    failure.tooManyChannels = tooManyChannels
    failure.notARegularFile = notARegularFile
    failure.inaccessible = inaccessible
    failure.timedOut = timedOut
    failure.quarantined = quarantined
    failure.stalled = stalled

    warning.headerUnfinalized = headerUnfinalized
    warning.truncated = truncated
    warning.invalidSamples = invalidSamples
    warning.decodeError = decodeError
    warning.rolesDoNotFit = rolesDoNotFit
    warning.sidecarIgnored = sidecarIgnored
    warning.sideMissing = sideMissing
    warning.sideShorter = sideShorter
    warning.ratesDiffer = ratesDiffer
    warning.pairAmbiguous = pairAmbiguous

    event.silence = silence
    event.overlap = overlap
    event.lowVolume = lowVolume
    event.raisedVoice = raisedVoice
    event.noise = noise
    event.clipping = clipping
    event.dropout = dropout
    event.dcOffset = dcOffset
    event.tone = tone
    event.music = music
    event.echo = echo
    event.oneWayAudio = oneWayAudio
    event.monologue = monologue
    event.slowResponse = slowResponse

    cause.beforeAnswer = beforeAnswer
    cause.hold = hold
    cause.deadAir = deadAir
    cause.customerFloor = customerFloor
    cause.agentFloor = agentFloor
    cause.speakerFloor = speakerFloor
    cause.absent = absent
    cause.recordingPaused = recordingPaused
    cause.afterCall = afterCall
    cause.interruption = interruption
    cause.backchannel = backchannel
    cause.dualStart = dualStart
    cause.transition = transition
    cause.belowLevel = belowLevel
    cause.belowOtherSide = belowOtherSide
    cause.quietLine = quietLine
    cause.zeroGap = zeroGap
    cause.repeatedPacket = repeatedPacket
    cause.ringback = ringback
    cause.busy = busy
    cause.dialTone = dialTone
    cause.dtmf = dtmf
    cause.beep = beep
    cause.fax = fax
    cause.digitalZero = digitalZero
    cause.comfortNoise = comfortNoise
    cause.belowSpeechLevel = belowSpeechLevel

    baseline.call = compared with the rest of the call
    baseline.history = compared with the agent's earlier calls

    unit.seconds =  s
    unit.ratio =
    unit.dB =  dB
    unit.count = ×
    unit.semitones =  semitones
    unit.syllablesPerSecond =  syllables/s

    ordinal.1 = first
    ordinal.2 = second
    ordinal.3 = third
    ordinal.4 = fourth
    ordinal.5 = fifth
    ordinal.later = later

    trace.greeting = greeting {startSeconds}–{endSeconds}
    trace.prompt = prompt {startSeconds}–{endSeconds}
    trace.closing = closing {startSeconds}–{endSeconds}
    trace.wait = waited {durationSeconds} s
    trace.missingPrompt = missing: {ordinal} prompt
    trace.missingClosing = missing: closing words
    trace.missingWait = missing: {ordinal} wait
    trace.shortWait = too short: {ordinal} wait
    trace.shortLastWait = too short: last wait
    trace.longTotal = too long: {durationSeconds} s in all
    trace.hardToHear = customer hard to hear from {startSeconds}
    trace.hold = hold {startSeconds}–{endSeconds}
    trace.agentSilentBefore = agent last spoke {durationSeconds} s before
    trace.customerFirst = customer spoke first at {startSeconds}
    trace.manners = {ordinal} half: agent {agentSyllablesPerSecond} syllables/s and {agentPauseRatio} % pauses, customer {customerSyllablesPerSecond} syllables/s and {customerPauseRatio} % pauses
    trace.customerRaised = customer {startSeconds}–{endSeconds}
    trace.agentRaised = agent {startSeconds}–{endSeconds}
    trace.levelRise = level +{riseDB} dB
    trace.f0Rise = F0 +{riseSemitones} semitones
    trace.rateRise = rate +{riseSyllablesPerSecond} syllables/s
    """
}
