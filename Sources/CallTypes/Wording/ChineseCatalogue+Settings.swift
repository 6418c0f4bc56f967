extension ChineseCatalogue {
  /// What is said about settings, and their units.
  static let settings = """
    settings.unknownKey = 没有设置 {0}（callsift settings 列出全部设置）
    settings.unknownKeyNear = 没有设置 {0}；是否想写 {1}？（callsift settings 列出全部设置）
    settings.wrongKind = 设置 {0} 应为{1}，而不是{2}
    settings.wrongKindOfAll = 设置文件应为{0}，而不是{1}
    settings.outOfRange = 设置 {0} 为 {1}；应在 {2} 到 {3} 之间
    settings.dottedKey = {0} 在文件中要分两行写：先写 {1}，下一行缩进后写 {2}
    settings.wrongFile = 设置文件 {0}：{1}
    settings.malformed = {0} 不是有效的 YAML：{1}
    settings.unreadable = 设置文件 {0} 无法读取：{1}
    settings.historyUnreadable = 客服历史文件 {0} 无法读取：{1}
    settings.malformedHistory = {0} 不是客服历史文件，或已损坏；可用 `callsift export --format agent-history` 生成
    yaml.at = 第 {0} 行第 {1} 列有语法错误
    yaml.other = 不是由组和值构成的结构
    settings.malformedAssignment = --set 的写法是“键=值”，例如 silence.minimumSeconds=2，而不是 {0}
    settings.unknownValue = {0} 的值 {1} 不可用；只能是下列之一：{2}
    settings.unknownValueNear = {0} 的值 {1} 不可用；是否想写 {2}？只能是下列之一：{3}
    settings.repeatedRole = {0} 给两个声道都指定了 {1}；一方只能占一个声道，其余写 unknown
    settings.unknownPlatform = 没有平台 {0}（callsift platforms 列出全部平台）
    settings.unknownPlatformNear = 没有平台 {0}；是否想写 {1}？（callsift platforms 列出全部平台）
    settings.badPattern = {0}：{1}
    settings.patternGroup = 有名为 {0} 的组；可用的名称为 {1}
    settings.patternSyntax = 不是有效的正则表达式
    settings.unknownProfile = 没有预设 {0}；--profile 可用：{1}
    settings.unknownProfileNear = 没有预设 {0}；是否想写 {1}？--profile 可用：{2}
    settings.ownChoice = 自定
    settings.tuned = 在 tools/corpus 开发集上调校
    settings.source = 出处：{0}

    value.nothing = 空值
    value.flag = true 或 false
    value.number = 数字
    value.text = 文字
    value.list = 列表
    value.group = 一组设置
    value.wholeNumber = 整数
    value.otherWord = 其他词
    value.otherKind = 其他类型的值

    quantity.perDB = 每 dB
    quantity.perSecond = 每秒
    quantity.perMinute = 每分钟
    quantity.seconds = 秒
    quantity.dBFS = dBFS
    quantity.dB = dB
    quantity.hertz = Hz
    quantity.semitones = 半音
    quantity.ratio = 0…1
    quantity.count = 个
    quantity.points = 分
    quantity.none =
    """
}
