internal import Glibc

/// An address of the Internet Protocol, and whether it belongs to somebody in public.
public struct NetworkAddress: Hashable, Sendable {
  /// 4 bytes, or 16.
  let bytes: [UInt8]
  /// As it is written.
  let text: String

  /// Reads an address; `nil` for anything else, names of hosts too.
  init?(parsing text: String) {
    var four = in_addr()
    var sixteen = in6_addr()
    if inet_pton(AF_INET, text, &four) == 1 {
      bytes = withUnsafeBytes(of: &four) { Array($0) }
    } else if inet_pton(AF_INET6, text, &sixteen) == 1 {
      bytes = withUnsafeBytes(of: &sixteen) { Array($0) }
    } else {
      return nil
    }
    self.text = text
  }

  /// Whether it is neither of this machine nor of a network of its own, nor of a kind that nobody has: what
  /// the registries of special-purpose addresses (IANA, RFC 6890) list is not public.
  var isPublic: Bool {
    if bytes.count == 4 { return Self.isPublic(bytes) }
    // Addresses that hold one of version 4 go where that one goes: mapped, translated (RFC 6052), 6to4.
    if bytes.starts(with: Self.mapped) || bytes.starts(with: Self.translated) {
      return Self.isPublic(Array(bytes[12...]))
    }
    if bytes.starts(with: [0x20, 0x02]) { return Self.isPublic(Array(bytes[2..<6])) }
    let isGlobalUnicast = bytes[0] & 0xE0 == 0x20
    return isGlobalUnicast && !Self.special6.contains { bytes.isWithin($0.prefix, $0.bitCount) }
  }

  private static let mapped: [UInt8] = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]
  private static let translated: [UInt8] = [0, 0x64, 0xFF, 0x9B] + [UInt8](repeating: 0, count: 8)

  private static func isPublic(_ bytes: [UInt8]) -> Bool {
    !special4.contains { bytes.isWithin($0.prefix, $0.bitCount) }
  }

  private static let special4: [(prefix: [UInt8], bitCount: Int)] = [
    ([0], 8), ([10], 8), ([100, 64], 10), ([127], 8), ([169, 254], 16), ([172, 16], 12),
    ([192, 0, 0], 24), ([192, 0, 2], 24), ([192, 88, 99], 24), ([192, 168], 16), ([198, 18], 15),
    ([198, 51, 100], 24), ([203, 0, 113], 24), ([224], 3),
  ]

  /// Protocol assignments with Teredo, and documentation.
  private static let special6: [(prefix: [UInt8], bitCount: Int)] = [
    ([0x20, 0x01, 0x00], 23), ([0x20, 0x01, 0x0D, 0xB8], 32), ([0x3F, 0xFF], 20),
  ]

  /// The addresses of a host; empty when there is none. Waits for the name server.
  static func resolve(_ host: String) -> [NetworkAddress] {
    if let address = NetworkAddress(parsing: host) { return [address] }
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, nil, &hints, &list) == 0 else { return [] }
    defer { freeaddrinfo(list) }
    var addresses: [NetworkAddress] = []
    var entry = list
    while let info = entry?.pointee {
      var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
      let status = getnameinfo(
        info.ai_addr, info.ai_addrlen, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST)
      let found = String(
        decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      if status == 0, let address = NetworkAddress(parsing: found) { addresses.append(address) }
      entry = info.ai_next
    }
    return addresses
  }
}

extension [UInt8] {
  /// Whether the first bits are those of the prefix.
  fileprivate func isWithin(_ prefix: [UInt8], _ bitCount: Int) -> Bool {
    (0..<bitCount).allSatisfy { bit in
      let mask = UInt8(0x80) >> (bit % 8)
      let wanted = bit / 8 < prefix.count ? prefix[bit / 8] & mask : 0
      return self[bit / 8] & mask == wanted
    }
  }
}
