extension EnglishCatalogue {
  /// What is said about recordings and what declares them.
  static let recordings = """
    # Failures: what was found; what to do.
    recording.notARegularFile = this is a {0}, no regular file; pass the recording itself
    recording.noBytes = the file holds no bytes; copy it again, or delete it if the recorder never wrote to it
    recording.noSamples = the file has a header but no audio; copy it again, or look at the recorder if it is alike
    recording.inaccessible = the file cannot be read ({0}); check that it is still there and that you may read it
    recording.unsupportedFormat = {0} cannot be decoded; convert the file to WAV, or see 'callsift formats'
    recording.decoderMissing = {0} needs FFmpeg, which was not found; run 'apt-get install ffmpeg' and scan again
    recording.unsupportedSampleRate = the sampling rate is {0} Hz, outside {1}…{2} Hz; convert the file to 8000 Hz or more
    recording.tooManyChannels = the file has {0} channels, more than the {1} a call may have; extract the channels of the call first
    recording.unreadable = {0}; copy the file again, or check that it is a recording
    recording.timedOut = the external decoder gave no audio for {0} s and was stopped; try the file with ffmpeg by hand, or raise externalDecoderTimeLimitSeconds
    recording.quarantined = {0} runs of the program ended while they read the file, so it is left alone; try it alone with --store none, or have it tried again with --force
    recording.stalled = the file is not finished {0} s after it was first seen; see who has it open, or whether its upload hangs. It is still waited for
    recording.invalidRawFormat = '{0}' describes no raw audio: {1}; write for example 'rate=8000,codec=mulaw,channels=1'
    recording.folderUnreadable = the folder cannot be read ({0}); check its permissions

    kind.folder = folder
    kind.pipe = named pipe
    kind.socket = socket
    kind.device = device
    content.riffNoWav = a RIFF file that is no WAV
    content.program = a program

    unreadable.endsInHeader = the file ends inside its header
    unreadable.zeros = the file begins with nothing but zeros
    unreadable.unknownContent = the content is no known recording format
    unreadable.headerDamaged = the {0} header is damaged or names an unknown codec
    unreadable.headerWithoutAudio = the {0} header leads to no audio
    unreadable.formatChunkMissing = the WAV header lacks a format chunk
    unreadable.noMPEGFrame = the file holds no MPEG audio frame
    unreadable.noChannel = the header promises no channel
    unreadable.undecodable = the audio behind the header cannot be decoded
    unreadable.ffmpegNoAudio = FFmpeg found no audio in the {0} file
    unreadable.ffmpegNothing = FFmpeg could decode nothing of the {0} audio
    unreadable.hashDiffers = the content is not what the manifest declares (SHA-256 differs)
    unreadable.halfHasChannels = one of the two files of the call has {0} channels, and a half has one

    raw.noPair = '{0}' is no key=value
    raw.noRate = '{0}' is no rate in Hz
    raw.codecs = the codec is one of {0}
    raw.noChannelCount = '{0}' is no number of channels
    raw.keys = the keys are rate, codec and channels
    raw.oneChannel = {0} has one channel

    # Warnings.
    found.headerUnfinalized = the recorder did not write the length into the header; analysed to the end of the file, {0} s
    found.truncated = the file ends in the middle of the audio, file holds {0} s; copy it again
    found.truncatedOf = header promises {0} s of audio, file holds {1} s; copy it again
    found.stopped = the audio is damaged: only {0} s could be decoded; copy the file again
    found.stoppedOf = the audio is damaged: only {0} s of {1} s could be decoded; copy the file again
    found.readFailed = reading stopped after {0} s ({1}); check the disk and scan again
    found.invalidSamples = {0} samples are no number or infinite; they are taken as silence
    found.rolesDoNotFit = roles are declared for {0} channels and the file has {1}: all are taken as unknown
    found.sidecarIgnored = the {0} beside the recording is ignored: {1}
    found.sideMissing = one side of the call is missing ({0}); the other is analysed alone
    found.sideShorter = {1} s of channel {0} were not recorded; nothing is said of them
    found.ratesDiffer = the two files of the call have sampling rates of {0} Hz; both are analysed at {1} Hz
    found.pairAmbiguous = several files may be halves of this call; each is analysed alone
    pair.noFile = there is no file of it

    declaration.contradicts = {0} is named by a line before, which says something else of it
    declaration.badWord = {0} holds a word that it does not take
    declaration.missing = {0} is missing
    declaration.wrongType = {0} has the wrong type
    declaration.wrongTypeOfAll = it has the wrong type
    declaration.noJSON = it is no valid JSON object
    declaration.unreadable = it cannot be read
    declaration.noField = there is no field {0}; did you mean {1}?
    declaration.noPlatform = there is no platform {0}; did you mean {1}? (callsift platforms lists all)
    declaration.noXML = it is no XML: {0}
    declaration.noSIPREC = it holds no recording metadata by RFC 7865
    declaration.noColumn = the header line has no column {0}
    declaration.fieldCount = {0} fields where the header line has {1}
    declaration.openQuote = a quoted field is never closed
    declaration.strayQuote = a quotation mark stands inside a field without quotes
    declaration.emptyCSV = there is no header line

    input.inaccessible = {0}: {1}; check the path
    input.manifest = {0}, line {1}: {2}
    input.listUnreadable = {0} cannot be read: {1}

    # What Linux says about error numbers.
    system.1 = Operation not permitted
    system.2 = No such file or directory
    system.5 = Input/output error
    system.12 = Cannot allocate memory
    system.13 = Permission denied
    system.16 = Device or resource busy
    system.17 = File exists
    system.20 = Not a directory
    system.21 = Is a directory
    system.22 = Invalid argument
    system.23 = Too many open files in system
    system.24 = Too many open files
    system.26 = Text file busy
    system.27 = File too large
    system.28 = No space left on device
    system.30 = Read-only file system
    system.32 = Broken pipe
    system.36 = File name too long
    system.40 = Too many levels of symbolic links
    system.122 = Disk quota exceeded
    system.other = system error {0}
    """
}
