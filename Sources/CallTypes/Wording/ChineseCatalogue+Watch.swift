extension ChineseCatalogue {
  /// The watch: its help, and what is said about it.
  static let watch = #"""
    help.watch = 录音写完即分析，并逐一通知。
    help.watch.about = 一直运行，直到收到终止信号。文件的大小和时间在一段时间内不变（watch.settleSeconds），且无人打开写入，即予处理；启动时已有的文件也会处理。每份内容在同一套设置下只分析一次，重启或被强行终止后也是如此：结果与 callsift scan 一样保存在存储文件中。收到挂断信号时重新读取设置。
    help.watch.events = 每份报告或失败都是一个事件：在标准输出上占一行，格式同 callsift scan --format jsonl；如有要求，还可发送带签名的网络回调、运行程序、写入文件夹。事件在送达之前保存在存储文件中，可能以同一编号送达两次。标准错误上的日志每行一个 JSON 对象，不含文件名和人名。
    help.watch.exitCodes = 退出码：0 收到信号，进行中的已全部完成；2 用法或设置有误；11 存储文件被锁定；1 其他错误；130 收到信号，进行中的未能全部完成。
    help.watch.folders = 文件夹，包括所有子文件夹。
    help.watch.poll = 每隔此秒数列一遍文件夹，不依赖内核通知：用于网络挂载。
    help.watch.fromStdin = 处理标准输入指明的文件：每行同 callsift scan --manifest，或对象存储的通知（{0}）。
    help.watch.bucket = 存储桶挂载的文件夹；{0} = 其他存储桶各在同名文件夹中。可重复。
    help.watch.noStdout = 不向标准输出写事件。
    help.watch.webhook = 将事件签名后发送到此地址；可重复。
    help.watch.webhookSecrets = 网络回调的密钥（{1}），每行一个；更换密钥期间可有多个。默认取变量 {0}。
    help.watch.allowInsecure = 允许不加密的网络回调。
    help.watch.allowPrivate = 允许本机和内部网络的网络回调。
    help.watch.exec = 每个事件运行一次程序，事件为其标准输入；不经过命令解释器。
    help.watch.execArgument = --exec 程序的一个参数；可重复。
    help.watch.drop = 将每个事件写成此文件夹中的一个文件。
    help.watch.quarantine = 在此文件夹中列出无法分析的文件及原因；文件本身不移动。
    help.watch.onlyFlagged = 只通知需要有人听的通话。失败总会通知。
    help.watch.minSeverity = 只通知有此严重程度或更严重标记的通话：{0}。
    help.watch.rule = 只通知有此规则标记的通话，例如 {0}；可重复。
    help.watch.pages = 在本机此端口提供 {0}；0 = 任一空闲端口，由日志给出。
    help.watch.maxLag = 写完的文件等待超过此时长时，在指标和日志中报警。
    help.retry = 让未成功的再试一次：由下一次监视或扫描进行，或由正在运行的监视进行。
    help.retry.about = 正在运行的监视在下一次列文件夹时发现文件，一分钟内发现待送的事件。
    help.retry.quarantined = 无法分析的文件。
    help.retry.deliveries = 未送达的事件，包括已停用的网络回调。
    watch.noFolder = 没有要监视的内容：请指定文件夹，或使用 --from-stdin
    watch.notAFolder = {0} 不是文件夹；请指定要监视的文件夹
    watch.poll = --poll 需要一个大于 0 的秒数
    watch.needsStore = callsift watch 需要存储文件来记住已完成的工作：请用 --store 指定
    watch.bucket = --bucket 需要名称和文件夹，例如 {1}；而这里是 {0}
    watch.execWhat = --exec-argument 需要 --exec
    watch.noProgram = 没有可运行的程序 {0}
    watch.noSeverity = 没有严重程度 {0}；可选：{1}
    watch.outputClosed = 标准输出已无人读取；事件保存在存储文件中。请重新启动；若无人读取，请加 --no-stdout
    watch.pagesFailed = 无法在 127.0.0.1 的端口 {0} 提供页面：已被占用或不允许使用；请用 --pages 另行指定
    announcement.key = 对象的键不是存储桶之下的路径
    announcement.bucket = 不知道存储桶对应的文件夹；请用 --bucket 指定
    delivery.noURL = --webhook 需要以 {0} 开头的地址
    delivery.holdsPassword = 网络回调的地址不能含用户名或密码，否则会出现在日志中；请求另有签名
    delivery.insecure = 网络回调的地址须以 {0} 开头；--allow-insecure-webhook 可放宽
    delivery.notPublic = 网络回调的地址在本机或内部网络；--allow-private-webhook 可放宽
    delivery.badSecret = 网络回调的密钥应为 {0} 加 24 至 64 个字节的编码；此密钥不是
    delivery.noSecret = 网络回调需要密钥：请用 --webhook-secrets 指定文件，或设置 {0}
    store.retryWhat = 请给出 --quarantined、--deliveries 或两者
    store.retriedFailures = {0} 个无法分析的文件将再试一次
    store.retriedDeliveries = {0} 个事件将再次发送
    """#
}
