extension EnglishCatalogue {
  /// The watch: its help, and what is said about it.
  static let watch = #"""
    help.watch = Analyses recordings as they are finished, and tells of each.
    help.watch.about = Runs until SIGTERM or SIGINT. A file is taken when its size and time have not changed for a while (watch.settleSeconds) and nobody has it open for writing; what lies there at the start is taken, too. Each content is analysed once per settings, over restarts and kills: results are kept in the store, as by scan. SIGHUP reads the settings anew.
    help.watch.events = Each report or failure is an event: a line on standard output as of scan --format jsonl and, where asked for, a signed webhook, a program, a file in a folder. Events wait in the store until they have arrived, and may come twice with one id. The log on standard error is one JSON object a line, without names of files or people.
    help.watch.exitCodes = Exit codes: 0 ended by a signal, all at work finished, 2 usage or settings, 11 the store is locked, 1 anything else, 130 ended by a signal before all at work was finished.
    help.watch.folders = Folders, with all their subfolders.
    help.watch.poll = Lists the folders so often instead of being told by the kernel: for network mounts.
    help.watch.fromStdin = Takes files that standard input names: lines as of scan --manifest, or notifications of object stores ({0}).
    help.watch.bucket = Folder that a bucket is mounted at; {0} = each other bucket in a folder of its name. May be repeated.
    help.watch.noStdout = Writes no events to standard output.
    help.watch.webhook = Sends events to this address (https), signed; may be repeated.
    help.watch.webhookSecrets = Secrets of webhooks ({1}), one a line; several while they are changed. Default: the variable {0}.
    help.watch.allowInsecure = Allows webhooks without https.
    help.watch.allowPrivate = Allows webhooks on this machine and in private networks.
    help.watch.exec = Runs a program for each event, which is its standard input; without a shell.
    help.watch.execArgument = An argument of the program of --exec; may be repeated.
    help.watch.drop = Writes each event to a file in this folder.
    help.watch.quarantine = Lists files that could not be analysed in this folder, with the reason; they stay where they are.
    help.watch.onlyFlagged = Tells of calls only that somebody should hear. Failures are always told.
    help.watch.minSeverity = Tells of calls only with a flag as severe as this: {0}.
    help.watch.rule = Tells of calls only with a flag of this rule, such as {0}; may be repeated.
    help.watch.pages = Serves {0} on this port of this machine; 0 = any free port, which the log names.
    help.watch.maxLag = Alarms in metrics and log when a finished file waits longer.
    help.retry = Has what came to nothing tried again, by the next watch or scan, or by a watch that runs.
    help.retry.about = A running watch sees files with its next listing of the folders, and deliveries within a minute.
    help.retry.quarantined = Files that could not be analysed.
    help.retry.deliveries = Events that have not arrived, also where a webhook was given up.
    watch.noFolder = nothing to watch: name folders, or use --from-stdin
    watch.notAFolder = {0} is no folder; name a folder to watch
    watch.poll = --poll takes a number of seconds greater than 0
    watch.needsStore = watch needs a store, by which it knows what has been done: name one with --store
    watch.bucket = --bucket takes a name and a folder, such as {1}; this is {0}
    watch.execWhat = --exec-argument needs --exec
    watch.noProgram = there is no program {0} that may be run
    watch.noSeverity = there is no severity {0}; one of: {1}
    watch.outputClosed = nobody reads standard output any more; events wait in the store. Start again, with --no-stdout where nobody is to read it
    watch.pagesFailed = the pages cannot be served on port {0} of 127.0.0.1: it is taken, or may not be used; name another with --pages
    announcement.key = the key of the object is no path below its bucket
    announcement.bucket = no folder is known for the bucket; name it with --bucket
    delivery.noURL = --webhook takes an address that begins with {0}
    delivery.holdsPassword = the address of a webhook holds no user or password: they would stand in logs; requests are signed instead
    delivery.insecure = a webhook has to begin with {0}; --allow-insecure-webhook takes others
    delivery.notPublic = the address of the webhook is on this machine or in a private network; --allow-private-webhook takes it
    delivery.badSecret = a secret of a webhook is {0}, then 24 to 64 bytes in base64; this one is not
    delivery.noSecret = a webhook needs a secret: name a file with --webhook-secrets, or set {0}
    store.retryWhat = give --quarantined, --deliveries or both
    store.retriedFailures = {0} files that could not be analysed are tried again
    store.retriedDeliveries = {0} events are sent again
    """#
}
