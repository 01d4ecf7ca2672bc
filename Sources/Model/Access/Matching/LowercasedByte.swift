/// `byte`, in lower case if it is an ASCII letter.
func lowercasedByte(_ byte: UInt8) -> UInt8 {
  byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
}
