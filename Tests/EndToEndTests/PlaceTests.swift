import Testing

@Test("runs") func runs() { #expect(Bool(true)) }
