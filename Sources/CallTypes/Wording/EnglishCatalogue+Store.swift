extension EnglishCatalogue {
  /// What is said about a store.
  static let store = """
    store.locked = {0} is locked by another process; wait for it to end, or name another store with --store
    store.notAStore = {0} is no store of CallSift and is left as it is; name another file with --store
    store.newerVersion = {0} was written by a later version of CallSift (store version {1}, this program knows up to {2}); use that version, or name another file with --store
    store.damaged = {0} is damaged (cut short, or changed by something else) and is left as it is; put back a copy, or move it away and scan again
    store.readOnly = {0} may not be written to; change its permissions, or name another file with --store
    store.diskFull = {0} cannot grow: the disk is full; make room and run the same command again, which goes on where it stopped
    store.inaccessible = {0} cannot be opened: {1}
    store.cannotOpen = no such folder, or no permission to write there
    store.refused = {0}: SQLite refuses with code {1}; see https://www.sqlite.org/rescode.html
    store.onNetwork = {0} lies on a network file system: kept safe by a rollback journal, which is slower; a local disk is better
    store.alreadyDone = {0} of {1} calls were already done and are not listened to again (store {2}; --force does)
    store.sameContent = {0} of {1} recordings have the same content as another file and are not listened to twice
    store.rescored = {0} calls rescored, {1} to be listened to (callsift scan)
    store.noDate = {0} is {1}; it takes a day such as 2026-01-31
    store.purged = {0} calls and failed files taken out of {1}
    store.purgeWhat = give either --call or --before
    store.merged = {0} recordings of {1} stores are in {2}: {3} new, {4} newer than what was there, {5} known
    store.mergeItself = {0} cannot be merged into itself
    store.incompleteMerge = {0} was not taken over: not all of its recordings would be in {1}; callsift verify says whether one of them is damaged
    store.parquetWhere = --format parquet needs a file, or a folder with --by-date: give --output
    store.noDuckDB = Parquet is written by DuckDB, which is not installed: install the program duckdb (https://duckdb.org) or the Python module (pip install duckdb), or export jsonl or csv
    store.duckDBFailed = DuckDB could not write the table: {0}
    store.byDateWhere = --by-date needs a folder: give --output
    store.historyNotByDate = --format agent-history is one file of all calls; leave out --by-date
    store.historyOf = history of {1} agents from {0} calls; calls that do not say who the agent is do not count
    voices.none = {0} holds no voice of an agent that this version can use; callsift enroll --store {0} takes them in
    voices.noAgent = --agent needs an id
    voices.needsStore = voices are kept in a store: leave out --store none
    voices.enrolled = {0} of {1} recordings enrolled, of {2} agents, in {3}
    voices.refused = {0}: not enrolled: {1}
    voices.refused.rolesUnknown = nobody says which channel is the agent's; give --channels, or --agent for a recording of the agent alone
    voices.refused.severalParties = several voices share the channel; give a recording of the agent alone, or one with a channel for each party
    voices.refused.tooLittleSpeech = the agent speaks for less than 3 seconds
    voices.refused.noAgentId = nobody says who the agent is; give --agent, a manifest or --platform
    voices.refused.noContent = it cannot be read twice; give a file
    voices.held = {0}: voices of {1} agents
    voices.agent = {0}: {1} recordings, {2} s of speech, last enrolled {3}, {4} to be enrolled anew
    voices.deleted = voices of {0} recordings taken out of {1}
    voices.deleteWhat = give either --delete or --delete-all
    store.counts = {0}: {1} calls, {2} of audio, {3} to be heard, mean points {4}, {5} contents that failed, {6} at work
    store.holds = {0}: {1} calls, {2} of audio, {3} files that failed, {4} bytes of tracks
    store.sound = no damage found
    store.unsound = damage: {0} by SQLite, {1} rows that belong to nothing, {2} reports or tracks that cannot be read; put back a copy, or move the store away and scan again
    """
}
