extension ChineseCatalogue {
  /// What is said about recordings and what declares them.
  static let recordings = """
    # 无法分析：发现了什么；该怎么办。
    recording.notARegularFile = 这是{0}，不是普通文件；请直接指定录音文件
    recording.noBytes = 文件是空的（0 字节）；请重新拷贝，如果录音设备从未写入则可删除
    recording.noSamples = 文件只有文件头，没有音频；请重新拷贝，如果原文件也是如此，请检查录音设备
    recording.inaccessible = 文件无法读取（{0}）；请确认文件还在，并且有读取权限
    recording.unsupportedFormat = {0}无法解码；请把文件转换成 WAV，支持的格式见 callsift formats
    recording.decoderMissing = {0}需要 FFmpeg 才能解码，但未找到 FFmpeg；请运行 apt-get install ffmpeg 后重新扫描
    recording.unsupportedSampleRate = 采样率为 {0} Hz，不在 {1}…{2} Hz 之内；请把文件转换成 8000 Hz 或更高
    recording.tooManyChannels = 文件有 {0} 个声道，超过一通电话最多允许的 {1} 个；请先提取通话所在的声道
    recording.unreadable = {0}；请重新拷贝文件，或确认它确实是录音
    recording.timedOut = 外部解码器在 {0} 秒内没有输出音频，已停止；请手动用 ffmpeg 试一下，或调大 externalDecoderTimeLimitSeconds
    recording.quarantined = 程序读取此文件时已 {0} 次异常结束，因此不再读取；可用 --store none 单独试一下，或用 --force 重试
    recording.stalled = 自首次发现起 {0} 秒仍未写完；请查看是谁打开着该文件，或上传是否中断。程序仍在等待
    recording.invalidRawFormat = “{0}”不能描述无文件头的音频：{1}；写法示例：rate=8000,codec=mulaw,channels=1
    recording.folderUnreadable = 文件夹无法读取（{0}）；请检查权限

    kind.folder = 文件夹
    kind.pipe = 命名管道
    kind.socket = 套接字
    kind.device = 设备
    content.riffNoWav = 不是 WAV 的 RIFF 文件
    content.program = 可执行程序

    unreadable.endsInHeader = 文件在文件头中途就结束了
    unreadable.zeros = 文件开头全是零
    unreadable.unknownContent = 内容不是已知的录音格式
    unreadable.headerDamaged = {0} 文件头已损坏，或使用了未知的编码
    unreadable.headerWithoutAudio = {0} 文件头之后没有音频
    unreadable.formatChunkMissing = WAV 文件头缺少格式块
    unreadable.noMPEGFrame = 文件中没有 MPEG 音频帧
    unreadable.noChannel = 文件头中的声道数为零
    unreadable.undecodable = 文件头之后的音频无法解码
    unreadable.ffmpegNoAudio = FFmpeg 在这个 {0} 文件中没有找到音频
    unreadable.ffmpegNothing = FFmpeg 无法解码其中的 {0} 音频
    unreadable.hashDiffers = 内容与清单中声明的不一致（SHA-256 不同）
    unreadable.halfHasChannels = 该通话的两个文件之一有 {0} 个声道，而单方录音应只有一个

    raw.noPair = “{0}”不是“键=值”的形式
    raw.noRate = “{0}”不是以 Hz 为单位的采样率
    raw.codecs = 编码只能是下列之一：{0}
    raw.noChannelCount = “{0}”不是声道数
    raw.keys = 可用的键只有 rate、codec 和 channels
    raw.oneChannel = {0} 只有一个声道

    # 警告。
    found.headerUnfinalized = 录音设备没有把长度写入文件头；已分析到文件末尾，共 {0} 秒
    found.truncated = 文件在音频中途结束，只有 {0} 秒；请重新拷贝
    found.truncatedOf = 文件头标明有 {0} 秒音频，实际只有 {1} 秒；请重新拷贝
    found.stopped = 音频已损坏：只能解码出 {0} 秒；请重新拷贝文件
    found.stoppedOf = 音频已损坏：{1} 秒中只能解码出 {0} 秒；请重新拷贝文件
    found.readFailed = 读到 {0} 秒时中断（{1}）；请检查磁盘后重新扫描
    found.invalidSamples = 有 {0} 个采样不是有效数值，按静音处理
    found.rolesDoNotFit = 声明了 {0} 个声道的角色，而文件有 {1} 个声道：全部按未知处理
    found.sidecarIgnored = 录音旁的 {0} 文件未采用：{1}
    found.sideMissing = 缺少通话的一方（{0}）；另一方单独分析
    found.sideShorter = 声道 {0} 有 {1} 秒未录音，不对其作判断
    found.ratesDiffer = 该通话的两个文件采样率不同（{0} Hz），均按 {1} Hz 分析
    found.pairAmbiguous = 有多个文件可能是该通话的一半，分别单独分析
    pair.noFile = 没有对应的文件

    declaration.contradicts = 前面已有一行写到 {0}，且内容不同
    declaration.badWord = {0} 中有不接受的词
    declaration.missing = 缺少 {0}
    declaration.wrongType = {0} 的类型不对
    declaration.wrongTypeOfAll = 类型不对
    declaration.noJSON = 不是有效的 JSON 对象
    declaration.unreadable = 无法读取
    declaration.noField = 没有字段 {0}；是否想写 {1}？
    declaration.noPlatform = 没有平台 {0}；是否想写 {1}？（callsift platforms 列出全部平台）
    declaration.noXML = 不是有效的 XML：{0}
    declaration.noSIPREC = 其中没有符合 RFC 7865 的录音元数据
    declaration.noColumn = 标题行缺少 {0} 列
    declaration.fieldCount = 有 {0} 个字段，而标题行有 {1} 个
    declaration.openQuote = 有引号未闭合
    declaration.strayQuote = 未加引号的字段中出现引号
    declaration.emptyCSV = 没有标题行

    input.inaccessible = {0}：{1}；请检查路径
    input.manifest = {0} 第 {1} 行：{2}
    input.listUnreadable = {0} 无法读取：{1}

    # Linux 的错误号。
    system.1 = 操作不允许
    system.2 = 没有那个文件或目录
    system.5 = 输入输出错误
    system.12 = 内存不足
    system.13 = 权限不够
    system.16 = 设备或资源忙
    system.17 = 文件已存在
    system.20 = 不是目录
    system.21 = 是一个目录
    system.22 = 参数无效
    system.23 = 系统打开的文件过多
    system.24 = 打开的文件过多
    system.26 = 文件正在使用
    system.27 = 文件过大
    system.28 = 磁盘空间不足
    system.30 = 只读文件系统
    system.32 = 管道已断开
    system.36 = 文件名过长
    system.40 = 符号链接层数过多
    system.122 = 超出磁盘配额
    system.other = 系统错误 {0}
    """
}
