extension ChineseCatalogue {
  /// What the commands say, and the names of formats.
  static let commands = """
    command.noRule = 没有规则 {0}（callsift rules 列出全部规则）
    command.noRuleNear = 没有规则 {0}；是否想写 {1}？（callsift rules 列出全部规则）
    command.noFormat = 没有输出格式 {0}；--format 可用：{1}
    command.noFormatNear = 没有输出格式 {0}；是否想写 {1}？--format 可用：{2}
    command.noLanguage = 没有语言 {0}；--lang 可用 en 或 zh
    command.onePerCall = {0} 每通电话一个文件：请用 --output 指定文件夹
    command.folderFailed = 无法创建 {0}：{1}
    command.writeFailed = 无法写入 {0}：{1}
    command.outputFailed = 无法写出结果：{0}
    command.raw = --raw：{0}
    command.severalSettings = 有多个文件夹各有自己的 callsift.yaml；请逐个扫描，或用 --settings 指定一个
    command.wouldReplace = {0} 是录音或结果库，会被覆盖；请为输出另取文件名
    command.settingsFrom = 使用设置文件 {0}
    command.settingsValid = {0}：设置有效
    command.noSetting = 没有名为 {0} 的设置
    command.noSettingNear = 没有名为 {0} 的设置；是否想写 {1}？
    command.noRecording = 没有找到录音（callsift formats 列出可读的文件后缀）
    command.jobs = CALLSIFT_JOBS 为 {0}；应为不小于 1 的整数
    command.jobsOption = --jobs 应为不小于 1 的整数
    command.noInput = 请指定文件或文件夹，或使用 --files-from 或 --manifest
    command.platformFits = 有 {0} 个文件名像是 {1} 的；加上 --platform {1} 即从中读取编号、时间和角色，详见 callsift platforms
    command.noCustomerKey = {0}：密钥至少 {1} 字节
    command.customerKeyUnreadable = {0} 无法读取：{1}
    command.failure = {0}：{1}：{2}
    command.interrupted = 已中断；正在完成分析中的通话
    command.progress = 已完成 {0}/{1} 通，需复核 {2} 通，失败 {3} 个，{4} 倍实时速度，剩余 {5}
    command.noReference = 在 {0} 中没有找到参考标注
    command.noHypothesis = 没有与参考标注同名的待评结果
    command.noLanes = 没有比较方式 {0}；--lanes 可用：{1}
    command.noAnnotation = 没有标注格式 {0}
    command.noAnnotationNear = 没有标注格式 {0}；是否想写 {1}？
    command.doesNotExist = {0} 不存在；请检查路径
    command.hypothesisOrAudio = --hypothesis 和 --audio 必须且只能用一个
    command.hypothesisMissing = {0}：没有待评结果，按未检出任何内容计分
    command.unmatched = 有 {0} 个待评结果没有参考标注，不计分

    shard.malformed = `--shard` 为 {0}；应为 `i/n`（i 从 1 到 n），例如 7/64，或 `auto`、`auto/n`
    shard.noArray = `--shard auto`：{0} 均未设置；请指定份号，例如 `--shard 7/64`
    shard.severalArrays = `--shard auto`：同时设置了多个变量：{0}；请指定份号，例如 `--shard 7/64`
    shard.noCount = `--shard auto`：已设置 {0}，但不知道总份数（`Slurm` 数组须为 `1-n`）；请指定，例如 `--shard auto/64`
    shard.outside = `--shard auto`：{0} 为 {1}，不是 {2} 份中的一份（`Kubernetes` 和 `AWS Batch` 从 0 计数，`Slurm` 数组须从 1 开始）

    worker.protocol = `worker` 需要指定请求的格式：`--jsonl`
    worker.inputFailed = 无法读取请求：{0}
    worker.lineTooLong = 该行超过 {0} 字节

    rules.code = 代码
    rules.name = 名称
    rules.severity = 级别
    rules.finds = 说明
    rules.bracketed = （{0}）
    rules.source = 依据：{0}
    rules.points = 扣分：{0}

    formats.recordings = 可读的录音：
    formats.outputs = 输出格式（--format）：
    formats.annotations = 标注格式（callsift evaluate）：
    formats.format = 格式
    formats.endings = 后缀
    formats.codecs = 编码
    formats.by = 解码
    formats.name = 名称
    formats.files = 文件
    formats.what = 用途
    formats.onePerCall = 每通一个
    formats.one = 一个
    platform.asterisk-monitor = Asterisk Monitor()：每个方向一个文件，-in 与 -out
    platform.asterisk-mixmonitor = Asterisk MixMonitor()：用 r 和 t 时每个方向一个文件，用 D 时为双声道 .raw 文件
    platform.freepbx = FreePBX、Issabel：单声道混合；文件名含类型、号码、时间和编号
    platform.freeswitch-inbound = FreeSWITCH 双声道，在来电客户一侧录音
    platform.freeswitch-outbound = FreeSWITCH 双声道，在外呼客服一侧录音
    platform.amazon-connect = Amazon Connect：客户在左，客服在右；文件名含编号和 UTC 开始时间
    platform.twilio-flex = Twilio Flex：客户在左，客服在右；单声道为混合
    platform.twilio-conference = Twilio 会议：单声道混合
    platform.vonage-split = Vonage Voice API 分离录音：主叫在左；角色由呼叫方向决定
    platform.genesys-cloud = Genesys Cloud 导出到 S3：旁有 _metadata.json；没有说明谁在哪个声道
    platform.verint-wfo = Verint WFO 双声道：客服在左
    platform.verba = Verba：录音旁有 XML；没有说明谁在哪个声道
    platform.puzzel = Puzzel：主叫在左，客服在右，或单声道混合；旁有 XML
    platform.3cx = 3CX：单声道混合，每个分机一个文件夹
    platform.siprec = SIPREC：旁边的 RFC 7865 XML 说明各路音频属于谁
    platform.generic = 以设置为准：roles.namePatterns 与 roles.channels
    platforms.name = 名称
    platforms.channels = 声道
    platforms.what = 说明
    platforms.example = 例如：{0}
    platforms.source = 来源：{0}
    platforms.noSource = 来源：无公开文档
    layout.mixed = 混合
    layout.caller = 主叫，被叫
    layout.leg = 被录一侧，对方
    layout.participants = 由元数据决定
    layout.settings = 由设置决定
    layout.unknown = 未知

    format.table = 供人在终端上阅读：需要先听的通话，按紧急程度排序
    format.json = 一个 JSON 文档，含全部报告、失败记录和汇总
    format.jsonl = 每行一条 JSON 报告或失败记录，供程序和归档使用
    format.csv = 每通电话一条记录，供电子表格和数据分析使用
    format.rttm = 谁在何时说话，每段一行 SPEAKER，供评分工具使用
    format.audacity = 语音、事件和问题的标签轨，每通一个文件
    format.textgrid = 含语音和事件的 Praat TextGrid，每通一个文件
    format.elan = 含语音和事件的 ELAN 文档，每通一个文件

    annotation.rttm = 谁在何时说话：一份或多份录音的 SPEAKER 行
    annotation.uem = 计分的时段：文件、声道、起点、终点
    annotation.textgrid = Praat TextGrid：每个说话人、每类事件各一层
    annotation.elan = ELAN 文档：每个说话人、每类事件各一层
    annotation.audacity = 标签轨：说话人，以及按名称标出的事件
    annotation.json = callsift scan 的报告、tools/corpus 的真值、普通标注

    # 文本文件的缺陷和损坏。
    text.unwritable = {0}：报告中含有 NaN 或无穷大；这是 CallSift 的缺陷，请反馈
    text.rttm = RTTM 第 {0} 行：{1}；格式应为 `SPEAKER file channel onset duration …`
    text.audacityLabels = 标签第 {0} 行：{1}；格式应为：起点 TAB 终点 TAB 标签
    text.uem = UEM 第 {0} 行：{1}；格式应为 `file channel start end`
    text.malformed = 这不是可读的 {0}：{1}
    segment.tooFewFields = 需要 {0} 个字段，只有 {1} 个
    segment.notSeconds = `{0}` 不是秒数
    segment.notAChannel = `{0}` 不是从 1 开始的声道号
    segment.notASpan = {0} 到 {1} 秒不是录音中的一段
    """
}
