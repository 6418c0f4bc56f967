extension EnglishCatalogue {
  /// What the commands say, and the names of formats.
  static let commands = """
    command.noRule = there is no rule {0} (callsift rules lists all)
    command.noRuleNear = there is no rule {0}; did you mean {1}? (callsift rules lists all)
    command.noFormat = there is no format {0}; --format takes {1}
    command.noFormatNear = there is no format {0}; did you mean {1}? --format takes {2}
    command.noLanguage = there is no language {0}; --lang takes en or zh
    command.onePerCall = {0} is one file per call: name a folder with --output
    command.folderFailed = {0} cannot be made: {1}
    command.writeFailed = {0} cannot be written: {1}
    command.outputFailed = the output cannot be written: {0}
    command.raw = --raw: {0}
    command.severalSettings = several of the folders have a callsift.yaml; scan them one at a time, or name one with --settings
    command.wouldReplace = {0} is a recording or a store and would be replaced; name another file for the output
    command.settingsFrom = settings from {0}
    command.settingsValid = {0}: settings are valid
    command.noSetting = no setting is called {0}
    command.noSettingNear = no setting is called {0}; did you mean {1}?
    command.noRecording = no recording found (callsift formats lists the endings)
    command.jobs = CALLSIFT_JOBS is {0}; it takes a number from 1 up
    command.jobsOption = --jobs takes a number from 1 up
    command.noInput = name a file or a folder, or give --files-from or --manifest
    command.platformFits = {0} of the names look like those of {1}; --platform {1} takes ids, times and roles from them, as callsift platforms explains
    command.noCustomerKey = {0}: a key has at least {1} bytes
    command.customerKeyUnreadable = {0} cannot be read: {1}
    command.failure = {0}: {1}: {2}
    command.interrupted = interrupted; finishing the calls at work
    command.progress = {0}/{1} calls, {2} flagged, {3} failed, {4} × real time, {5} left
    command.noReference = no reference found in {0}
    command.noHypothesis = no reference has a hypothesis of its name
    command.noLanes = there is no way {0} to compare; --lanes takes {1}
    command.noAnnotation = there is no annotation format {0}
    command.noAnnotationNear = there is no annotation format {0}; did you mean {1}?
    command.doesNotExist = {0} does not exist; check the path
    command.hypothesisOrAudio = give either --hypothesis or --audio
    command.hypothesisMissing = {0}: no hypothesis; scored as if nothing was found
    command.unmatched = {0} hypotheses have no reference and are not scored

    shard.malformed = --shard is {0}; it takes i/n with i from 1 to n, such as 7/64, or auto, or auto/n
    shard.noArray = --shard auto: none of {0} is set; give the part, such as --shard 7/64
    shard.severalArrays = --shard auto: several of them are set: {0}; give the part, such as --shard 7/64
    shard.noCount = --shard auto: {0} is set, and not of how many all in all (a Slurm array has to be 1-n); give it, such as --shard auto/64
    shard.outside = --shard auto: {0} is {1}, which is none of {2} parts (Kubernetes and AWS Batch count from 0, a Slurm array has to begin at 1)

    worker.protocol = worker needs to be told the language of its requests: --jsonl
    worker.inputFailed = the requests cannot be read: {0}
    worker.lineTooLong = the line is longer than {0} bytes

    rules.code = code
    rules.name = name
    rules.severity = severity
    rules.finds = finds
    rules.bracketed =  ({0})
    rules.source = Source: {0}
    rules.points = Points: {0}

    formats.recordings = Recordings:
    formats.outputs = Outputs (--format):
    formats.annotations = Annotations (callsift evaluate):
    formats.format = format
    formats.endings = endings
    formats.codecs = codecs
    formats.by = by
    formats.name = name
    formats.files = files
    formats.what = what
    formats.onePerCall = one per call
    formats.one = one
    platform.asterisk-monitor = Asterisk Monitor(): one file a direction, -in and -out
    platform.asterisk-mixmonitor = Asterisk MixMonitor() with r and t, one file a direction, or D, one .raw file of two channels
    platform.freepbx = FreePBX, Issabel: one mixed channel; the name holds type, numbers, time and id
    platform.freeswitch-inbound = FreeSWITCH, stereo, recorded on a calling customer's leg
    platform.freeswitch-outbound = FreeSWITCH, stereo, recorded on a calling agent's leg
    platform.amazon-connect = Amazon Connect: customer left, agent right; the name holds id and start in UTC
    platform.twilio-flex = Twilio Flex: customer left, agent right; one channel is mixed
    platform.twilio-conference = Twilio conference: one mixed channel
    platform.vonage-split = Vonage Voice API, split: the caller left; roles follow from the direction
    platform.genesys-cloud = Genesys Cloud, exported to S3: _metadata.json beside; nothing says who is on which channel
    platform.verint-wfo = Verint WFO, stereo: agent left
    platform.verba = Verba: XML beside the recording; nothing says who is on which channel
    platform.puzzel = Puzzel: caller left, agent right, or one mixed channel; XML beside
    platform.3cx = 3CX: one mixed channel, a folder per extension
    platform.siprec = SIPREC: XML by RFC 7865 beside says who sends which stream
    platform.generic = what the settings say: roles.namePatterns and roles.channels
    platforms.name = name
    platforms.channels = channels
    platforms.what = what
    platforms.example = For example: {0}
    platforms.source = Source: {0}
    platforms.noSource = Source: none published
    layout.mixed = mixed
    layout.caller = caller, called
    layout.leg = recorded leg, other
    layout.participants = by metadata
    layout.settings = by settings
    layout.unknown = unknown

    format.table = the calls to hear first, ranked, for a person at a terminal
    format.json = one JSON document with every report and failure, and a summary
    format.jsonl = one JSON report or failure record a line, for programs and archives
    format.csv = one record per call, for spreadsheets and data frames
    format.rttm = who spoke when, one SPEAKER line per stretch, for scoring tools
    format.audacity = label track with speech, events and flags, one file per call
    format.textgrid = Praat TextGrid with speech and events, one file per call
    format.elan = ELAN document with speech and events, one file per call

    annotation.rttm = who speaks when: SPEAKER lines of one or many recordings
    annotation.uem = the stretches that are scored: file, channel, start, end
    annotation.textgrid = Praat TextGrid: a tier per speaker and per kind of event
    annotation.elan = ELAN document: a tier per speaker and per kind of event
    annotation.audacity = label track: speakers, and events by their name
    annotation.json = reports of callsift scan, truth of tools/corpus, plain annotations

    # Defects and damage of text files.
    text.unwritable = {0}: the report holds NaN or infinity; this is a defect of CallSift, please report it
    text.rttm = RTTM line {0}: {1}; expected `SPEAKER file channel onset duration …`
    text.audacityLabels = label line {0}: {1}; expected `start TAB end TAB label`
    text.uem = UEM line {0}: {1}; expected `file channel start end`
    text.malformed = this is no {0} that can be read: {1}
    segment.tooFewFields = {1} fields where {0} are needed
    segment.notSeconds = `{0}` is no number of seconds
    segment.notAChannel = `{0}` is no channel number from 1
    segment.notASpan = {0} to {1} s is no stretch of a recording
    """
}
