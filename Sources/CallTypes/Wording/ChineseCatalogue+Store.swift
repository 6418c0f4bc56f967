extension ChineseCatalogue {
  /// What is said about a store.
  static let store = """
    store.locked = {0} 被其他进程锁定；请等待其结束，或用 --store 指定其他文件
    store.notAStore = {0} 不是 CallSift 的结果库，未作改动；请用 --store 指定其他文件
    store.newerVersion = {0} 由更新版本的 CallSift 写成（结果库版本 {1}，本程序最高支持 {2}）；请使用该版本，或用 --store 指定其他文件
    store.damaged = {0} 已损坏（被截断或被其他程序改动），未作改动；请恢复备份，或移走后重新扫描
    store.readOnly = {0} 不可写入；请修改权限，或用 --store 指定其他文件
    store.diskFull = {0} 无法增大：磁盘已满；请腾出空间后再次运行同一命令，会从中断处继续
    store.inaccessible = 无法打开 {0}：{1}
    store.cannotOpen = 文件夹不存在，或没有写入权限
    store.refused = {0}：数据库拒绝操作，代码 {1}
    store.onNetwork = {0} 位于网络文件系统：改用回滚日志以保证安全，速度较慢；建议放在本地磁盘
    store.alreadyDone = {1} 通电话中有 {0} 通此前已完成，未重新分析（结果库 {2}；--force 可重新分析）
    store.sameContent = {1} 个录音中有 {0} 个与另一个文件内容相同，不重复分析
    store.rescored = 已重新评分 {0} 通，需重新分析 {1} 通（callsift scan）
    store.noDate = {0} 为 {1}；应为日期，例如 2026-01-31
    store.purged = 已从 {1} 中删除 {0} 通电话和失败的文件
    store.purgeWhat = 请使用 --call 或 --before 中的一个
    store.merged = {1} 个结果库的 {0} 段录音已在 {2} 中：新增 {3} 段，更新 {4} 段，已有 {5} 段
    store.mergeItself = {0} 不能并入自身
    store.incompleteMerge = 未并入 {0}：其录音不会全部出现在 {1} 中；请用 `callsift verify` 检查是否有损坏
    store.parquetWhere = `--format parquet` 需要文件，或与 --by-date 一起使用时需要文件夹：请用 --output 指定
    store.noDuckDB = `Parquet` 由 `DuckDB` 写出，但尚未安装：请安装 `duckdb` 程序（`https://duckdb.org`）或 `Python` 模块（`pip install duckdb`），或导出 `jsonl` 或 `csv`
    store.duckDBFailed = `DuckDB` 无法写出表格：{0}
    store.byDateWhere = `--by-date` 需要文件夹：请指定 `--output`
    store.historyNotByDate = `--format agent-history` 把所有通话写入一个文件，不能与 `--by-date` 一起使用
    store.historyOf = 已由 {0} 通电话得出 {1} 名客服的历史；未注明客服的通话不计入
    voices.none = {0} 中没有本版本可用的客服声音；请用 callsift enroll --store {0} 记录
    voices.noAgent = --agent 需要编号
    voices.needsStore = 声音保存在结果库中：请去掉 --store none
    voices.enrolled = {1} 个录音中已记录 {0} 个，共 {2} 位客服，保存在 {3}
    voices.refused = {0}：未记录：{1}
    voices.refused.rolesUnknown = 未声明客服在哪个声道；请用 --channels 指定，若录音中只有客服一人，请用 --agent
    voices.refused.severalParties = 多人共用一个声道；请使用只有客服一人的录音，或各方各占一个声道的录音
    voices.refused.tooLittleSpeech = 客服说话不足 3 秒
    voices.refused.noAgentId = 未声明客服是谁；请用 --agent、清单或 --platform 指定
    voices.refused.noContent = 无法重复读取；请使用文件
    voices.held = {0}：{1} 位客服的声音
    voices.agent = {0}：{1} 个录音，{2} 秒语音，最近记录于 {3}，{4} 个需重新记录
    voices.deleted = 已从 {1} 中删除 {0} 个录音的声音
    voices.deleteWhat = --delete 与 --delete-all 只能选其一
    store.counts = {0}：{1} 通电话，音频 {2}，应复听 {3} 通，平均分 {4}，失败内容 {5} 个，处理中 {6} 个
    store.holds = {0}：{1} 通电话，音频 {2}，失败文件 {3} 个，轨迹 {4} 字节
    store.sound = 没有发现损坏
    store.unsound = 损坏：数据库错误 {0} 处，孤立记录 {1} 条，无法读取的报告或轨迹 {2} 份；请恢复备份，或移走结果库后重新扫描
    """
}
