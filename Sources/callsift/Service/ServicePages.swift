internal import CallTypes
internal import Hummingbird
internal import Logging
internal import ServiceLifecycle

/// The pages for those who look after the service, on this machine only: `/metrics`, `/healthz`, `/readyz`.
struct ServicePages: Service {
  let port: Int
  let logger: Logger
  /// The figures of now, with what waits where that is asked for.
  let figures: @Sendable (_ withBacklogs: Bool) -> ServiceFigures

  func run() async throws {
    let router = Router()
    router.get("/metrics") { _, _ in
      let text = PrometheusText(figures(true), process: .current()).text
      return page(.ok, text, mediaType: PrometheusText.mediaType)
    }
    router.get("/healthz") { _, _ in
      let isHealthy = figures(false).isHealthy
      return page(isHealthy ? .ok : .serviceUnavailable, isHealthy ? "ok\n" : "hangs\n")
    }
    router.get("/readyz") { _, _ in
      let isReady = figures(false).isReady
      return page(isReady ? .ok : .serviceUnavailable, isReady ? "ready\n" : "not ready\n")
    }
    // Its own log names requests; nothing of that is worth a line.
    var quiet = logger
    quiet.logLevel = .warning
    let application = Application(
      router: router,
      configuration: .init(
        address: .hostname("127.0.0.1", port: port), serverName: "callsift"),
      onServerRunning: { channel in
        logger.info(
          "pages are served",
          metadata: ["port": "\(channel.localAddress?.port ?? port)", "host": "127.0.0.1"])
      },
      logger: quiet)
    do { try await application.run() } catch {
      throw CommandFailure(.failed, Message("watch.pagesFailed", "\(port)"))
    }
  }

  private func page(
    _ status: HTTPResponse.Status, _ text: String,
    mediaType: String = "text/plain; charset=utf-8"
  ) -> Response {
    Response(
      status: status, headers: [.contentType: mediaType],
      body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }
}
