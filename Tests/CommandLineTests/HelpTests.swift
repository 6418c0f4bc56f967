import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: CallSiftProgram.isBuilt, CallSiftProgram.notBuilt))
struct HelpTests {
  @Test(arguments: [
    (
      "scan",
      "--agent-history --agent-voices --channels --raw --files-from --null -0 --manifest --exclude --shard --format --json -o --output "
        + "--jobs --dry-run --fail-on-flag --store --force --no-tracks --settings --set --lang --quiet --verbose "
        + "--no-progress --help --version"
    ),
    ("inspect", "--channels --raw --plot --json --settings --set --lang"),
    ("rules", "--json --settings --set --lang"), ("formats", "--json"),
    ("worker", "--jsonl --agent-history --agent-voices --channels --raw --settings --set --lang"),
    ("merge", "--store"), ("stats", "--store --json"),
    ("export", "--format --output -o --by-date --store"),
    (
      "enroll",
      "--agent --channels --platform --manifest --exclude --jobs --store --settings --set --lang"
    ),
    ("voices", "--delete --delete-all --json --store"),
    ("purge", "--call --before --store"), ("verify", "--store"),
    ("rescore", "--store --since --agent-history --agent-voices --settings --set --lang"),
    ("settings", "--check --json --settings --set --lang"),
    (
      "evaluate",
      "--reference --hypothesis --audio --lanes --channels --format --output --write-hypothesis "
        + "--write-format --jobs --settings --set --lang --quiet"
    ),
  ])
  func `the help of a command names every option`(command: String, options: String) throws {
    let result = try callsift([command, "--help"])
    #expect(result.status == 0, "\(result)")
    #expect(result.standardError.isEmpty)
    let words = Set(result.output.split { " ,/\n[]|".contains($0) }.map(String.init))
    for option in options.split(separator: " ") {
      #expect(words.contains(String(option)), "\(option) in \(result)")
    }
  }

  @Test func `the help of the program names every command`() throws {
    for arguments in [[], ["--help"], ["help"]] {
      let result = try callsift(arguments)
      #expect(result.status == 0)
      for command in ["scan", "inspect", "rules", "formats", "settings", "evaluate"] {
        #expect(result.output.contains("\n  \(command) "), "\(command) in \(result)")
      }
    }
  }

  @Test func `the help of scan explains every exit code`() throws {
    let help = try callsift(["scan", "--help"]).output
      .replacing("\n", with: " ")
    for code in [
      "0 all", "2 usage", "3 some", "4 a", "10 no", "11 the", "1 anything", "130 interrupted",
    ] {
      #expect(help.contains(code), "\(code)")
    }
  }

  @Test(arguments: ["", "scan", "inspect", "rules", "formats", "settings", "evaluate"])
  func `Chinese help holds no English sentence`(command: String) throws {
    let arguments = (command.isEmpty ? [] : [command]) + ["--help", "--lang", "zh"]
    let result = try callsift(
      command.isEmpty ? ["help"] : arguments, environment: ["LANG": "zh_CN"])
    #expect(result.status == 0 && result.output.contains("用法"))
    let lines = result.output.split(separator: "\n").filter { line in
      // Examples are the same in every language.
      !["  callsift ", "  find "].contains { line.hasPrefix($0) } && !line.hasPrefix("用法")
    }
    for line in lines {
      #expect(line.firstMatch(of: /[a-z]{2,} [a-z]{2,} [a-z]{2,}/) == nil, "\(line)")
    }
  }

  @Test(arguments: [
    (["scan", "--formt", "json", "."], "未知的选项 --formt。是否想用 --format？"),
    (["scna", "."], "是否想用 callsift scan？"), (["inspect"], "缺少参数 <file>"),
    (["scan", ".", "--jobs", "x"], "的值 x 无效"), (["scan", ".", "--format"], "缺少值"),
  ])
  func `a mistake on the command line is told in Chinese`(arguments: [String], text: String) throws
  {
    let result = try callsift(
      arguments, environment: ["LC_ALL": "zh_CN.UTF-8"], in: CallSiftProgram.root.path)
    #expect(result.status == 2)
    #expect(result.standardError.contains(text), "\(result)")
    #expect(!result.standardError.contains("Error:") && !result.standardError.contains("Usage:"))
  }

  @Test func `the version is one line`() throws {
    let result = try callsift(["--version"])
    #expect(result.status == 0)
    #expect(result.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil, "\(result)")
  }

  @Test(arguments: [
    (["scan", "--formt", "json", "."], "--format"), (["scna", "."], "scan"),
    (["scan", ".", "--format", "jsnol"], "jsonl"), (["rules", "QC199"], "QC109"),
    (["rules", "DeadAri"], "DeadAir"), (["settings", "silnce"], "silence"),
    (["scan", ".", "--set", "silence.minimumSecnods=2"], "minimumSeconds"),
    (["scan", ".", "--channels", "agent,client"], "customer"),
    (["scan", ".", "--lang", "fr"], "zh"), (["scan", ".", "--raw", "codec=mp5"], "mulaw"),
    (["scan", ".", "--jobs", "0"], "from 1"),
    (["scan"], "folder"), (["inspect"], "file"),
  ])
  func `a mistake ends with 2 and names what was meant`(
    arguments: [String], hint: String
  ) throws {
    let result = try callsift(arguments, in: CallSiftProgram.root.path)
    #expect(result.status == 2, "\(result)")
    #expect(result.output.isEmpty)
    #expect(result.standardError.contains(hint), "\(result)")
    #expect(!result.standardError.contains("Fatal error"))
  }

  @Test func `a mistake on the command line is found before anything is analysed`() throws {
    let folder = try folderOfCalls(count: 1)
    let result = try callsift(
      ["scan", folder.path, "--set", "nonsense", "--output", "x.txt"], in: folder.path)
    #expect(result.status == 2)
    #expect(try folder.names() == ["call0.wav"])
  }
}
