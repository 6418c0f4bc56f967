internal import CallTypes

/// The words of the page that no other output has.
struct PageWording {
  var language: Language

  private func either(_ english: String, _ chinese: String) -> String {
    switch language {
    case .english: english
    case .chinese: chinese
    }
  }

  /// Language of the document by BCP 47.
  var languageTag: String { either("en", "zh-Hans") }
  var title: String { either("Calls to hear first", "优先复核的通话") }
  var queue: String { either("Queue", "复核队列") }
  var calls: String { either("Calls", "通话明细") }
  var backToQueue: String { either("↑ queue", "↑ 回到队列") }
  var parties: String { either("Parties", "各方数据") }
  var evidence: String { either("Evidence", "证据") }
  var trace: String { either("Heard", "听到的经过") }
  var when: String { either("Time", "时间") }
  var event: String { either("Event", "事件") }
  var party: String { either("Party", "说话方") }
  var cause: String { either("Cause", "原因") }
  var values: String { either("Values", "数值") }

  func lanes(of callId: String) -> String {
    either(
      "Speech, events and flags of \(callId) over time; the lists below say the same",
      "\(callId) 的语音、事件和问题时间线；下方列表内容相同")
  }

  func name(of baseline: BaselineSource) -> String {
    switch baseline {
    case .call: either("compared with the rest of the call", "与本通其余部分相比")
    case .history: either("compared with the agent's earlier calls", "与该客服以往的通话相比")
    }
  }
}
