extension EnglishCatalogue {
  /// What is said about settings, and their units.
  static let settings = """
    settings.unknownKey = there is no setting {0} (callsift settings lists all)
    settings.unknownKeyNear = there is no setting {0}; did you mean {1}? (callsift settings lists all)
    settings.wrongKind = setting {0} takes {1}, not {2}
    settings.wrongKindOfAll = the settings file takes {0}, not {1}
    settings.outOfRange = setting {0} is {1}; it has to lie between {2} and {3}
    settings.dottedKey = {0} is written in two lines in a file: {1}, and below it, indented, {2}
    settings.wrongFile = settings file {0}: {1}
    settings.malformed = {0} is no valid YAML: {1}
    settings.unreadable = settings file {0} cannot be read: {1}
    settings.historyUnreadable = history of agents {0} cannot be read: {1}
    settings.malformedHistory = {0} is no history of agents, or a damaged one; callsift export --format agent-history writes one
    yaml.at = line {0}, column {1}: {2}
    yaml.other = it is no tree of groups and values
    settings.malformedAssignment = --set takes key=value, such as silence.minimumSeconds=2, not {0}
    settings.unknownValue = {0} is {1}; it has to be one of {2}
    settings.unknownValueNear = {0} is {1}; did you mean {2}? It has to be one of {3}
    settings.repeatedRole = {0} names {1} for two channels; a party has one, others are unknown
    settings.unknownPlatform = there is no platform {0} (callsift platforms lists all)
    settings.unknownPlatformNear = there is no platform {0}; did you mean {1}? (callsift platforms lists all)
    settings.badPattern = {0}: {1}
    settings.patternGroup = a group is named {0}; names are {1}
    settings.patternSyntax = it is no regular expression
    settings.unknownProfile = there is no profile {0}; --profile takes {1}
    settings.unknownProfileNear = there is no profile {0}; did you mean {1}? --profile takes {2}
    settings.ownChoice = own choice
    settings.tuned = tuned on tools/corpus, dev split
    settings.source = Source: {0}

    value.nothing = nothing
    value.flag = true or false
    value.number = a number
    value.text = text
    value.list = a list
    value.group = a group of settings
    value.wholeNumber = a whole number
    value.otherWord = another word
    value.otherKind = another kind of values

    quantity.perDB = per dB
    quantity.perSecond = per second
    quantity.perMinute = per minute
    quantity.seconds = s
    quantity.dBFS = dBFS
    quantity.dB = dB
    quantity.hertz = Hz
    quantity.semitones = semitones
    quantity.ratio = 0…1
    quantity.count = count
    quantity.points = points
    quantity.none =
    """
}
