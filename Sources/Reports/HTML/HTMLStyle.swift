internal import Model
internal import Platform

/// The style of the page: light and dark screens, phones from 320 pixels, A4 and Letter.
///
/// Nothing depends on color alone: states are words, and parts of charts have letters and numbers.
enum HTMLStyle {
  /// The exact content of the style element.
  static let sheet = """

    :root {
      --ground: #ffffff; --raised: #f5f5f8; --text: #1b1b21; --muted: #55555f; --line: #c4c4ce;
      --link: #0b4fb3; --critical: #8c1018; --high: #93380a; --medium: #6d5300; --low: #33506f;
      --pass: #bfe3c6; --justified: #ffe09c; --remediate: #ffc7b5; --none: #d9dce4;
      --false: #cdd5ff; --open: #ffffff; --used: #a9cdf2; --unused: #ffd2c2;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --ground: #15171c; --raised: #1f2229; --text: #e8e8ee; --muted: #b0b2bd; --line: #4b4f5b;
        --link: #9fc3ff; --critical: #ffb3ac; --high: #ffb98a; --medium: #f0d070; --low: #b5cbe6;
        --pass: #1f5433; --justified: #5f4700; --remediate: #76301f; --none: #454a56;
        --false: #36428f; --open: #15171c; --used: #1f4a78; --unused: #6e3524;
      }
    }
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
    body {
      margin: 0 auto; max-width: 62rem; padding: 1rem 1rem 4rem; background: var(--ground);
      color: var(--text); font: 1rem/1.5 system-ui, "Segoe UI", "Liberation Sans", sans-serif;
      overflow-wrap: anywhere;
    }
    h1, h2, h3, h4 { line-height: 1.25; margin: 2rem 0 0.5rem; }
    h1 { font-size: 1.8rem; margin-top: 0.5rem; }
    h2 { font-size: 1.4rem; border-bottom: 2px solid var(--line); padding-bottom: 0.2rem; }
    h3 { font-size: 1.15rem; }
    h4 { font-size: 1rem; margin-top: 0; }
    p, ul, dl, table { margin: 0.5rem 0; }
    ul, ol { padding-left: 1.3rem; }
    a { color: var(--link); }
    a:focus-visible, summary:focus-visible {
      outline: 3px solid var(--link); outline-offset: 2px;
    }
    bdi, code { unicode-bidi: isolate; }
    code {
      font: 0.9em ui-monospace, "Liberation Mono", Consolas, monospace; background: var(--raised);
      padding: 0.05rem 0.25rem; border-radius: 0.2rem; white-space: pre-wrap;
    }
    .skip { position: absolute; left: -100rem; }
    .skip:focus { position: static; }
    .muted { color: var(--muted); }
    .word { font-weight: 600; }
    .word, .whole { white-space: nowrap; }
    .critical { color: var(--critical); }
    .high { color: var(--high); }
    .medium { color: var(--medium); }
    .low { color: var(--low); }
    table { border-collapse: collapse; width: 100%; }
    caption { text-align: left; color: var(--muted); padding: 0.2rem 0; }
    th, td {
      text-align: left; vertical-align: top; padding: 0.3rem 0.6rem 0.3rem 0;
      border-bottom: 1px solid var(--line);
    }
    th { font-weight: 600; }
    th[scope="row"] { font-weight: 400; }
    th[scope="col"] { overflow-wrap: normal; }
    nav ul { display: flex; flex-wrap: wrap; gap: 0.2rem 1.2rem; list-style: none; padding: 0; }
    .label { display: none; color: var(--muted); }
    .digest { font-size: 0.8em; }
    dl { display: grid; grid-template-columns: minmax(7rem, max-content) 1fr; gap: 0.2rem 1rem; }
    dt { color: var(--muted); }
    dd { margin: 0; min-width: 0; }
    article {
      border: 1px solid var(--line); border-radius: 0.4rem; padding: 0.8rem 1rem;
      margin: 0.8rem 0;
    }
    .decision {
      background: var(--raised); border-left: 0.3rem solid var(--line); padding: 0.5rem 0.8rem;
      margin: 0.6rem 0 0;
    }
    .decision p:first-child { margin-top: 0; }
    blockquote { margin: 0.4rem 0; padding-left: 0.8rem; border-left: 2px solid var(--line); }
    .charts { display: grid; gap: 1.5rem 2rem; grid-template-columns: 1fr; }
    figure { margin: 0; min-width: 0; }
    figure h3 { margin-top: 0.5rem; }
    svg { display: block; width: 100%; max-width: 30rem; height: auto; }
    svg text { font: 13px system-ui, "Segoe UI", "Liberation Sans", sans-serif; fill: var(--text); }
    svg .quiet { fill: var(--muted); }
    svg rect, svg path { stroke: var(--muted); stroke-width: 1; }
    svg path { fill: none; }
    .pass { fill: var(--pass); }
    .justified { fill: var(--justified); }
    .remediate { fill: var(--remediate); }
    .notApplicable { fill: var(--none); }
    .falsePositive { fill: var(--false); }
    .undecided { fill: var(--open); }
    .used { fill: var(--used); }
    .unused { fill: var(--unused); }
    .step { fill: var(--raised); }
    @media (min-width: 56rem) {
      .charts { grid-template-columns: 1fr 1fr; }
    }
    @media screen and (max-width: 34rem) {
      body { padding: 0.6rem 0.6rem 3rem; }
      dl { display: block; }
      dd { margin-bottom: 0.4rem; }
      article { padding: 0.6rem; }
      thead { position: absolute; left: -100rem; }
      table, caption, tbody, tr, th, td { display: block; }
      tr { border-bottom: 1px solid var(--line); padding: 0.4rem 0; }
      th, td { border: 0; padding: 0; }
      .label { display: inline; }
    }
    @page {
      margin: 16mm 15mm 18mm;
      @bottom-right { content: counter(page) " / " counter(pages); font: 9pt sans-serif; }
    }
    @media print {
      :root {
        --ground: #ffffff; --raised: #f3f3f6; --text: #000000; --muted: #444444;
        --line: #999999; --link: #000000; --critical: #000000; --high: #000000;
        --medium: #000000; --low: #000000; --pass: #bfe3c6; --justified: #ffe09c;
        --remediate: #ffc7b5; --none: #d9dce4; --false: #cdd5ff; --open: #ffffff;
        --used: #a9cdf2; --unused: #ffd2c2;
      }
      body { max-width: none; padding: 0; font-size: 10pt; }
      nav, .skip, details { display: none; }
      th, td { padding: 0.15rem 0.5rem 0.15rem 0; }
      #summary ~ table { font-size: 9pt; }
      .cover { break-after: page; }
      h2, h3, h4, h3 + p { break-after: avoid; }
      tr, figure, article, .decision { break-inside: avoid; }
      article { padding: 0.4rem 0.8rem; margin: 0.5rem 0; font-size: 9pt; }
      article dl { gap: 0 1rem; line-height: 1.35; }
      article .decision { padding: 0.3rem 0.8rem; margin-top: 0.3rem; }
      .charts { grid-template-columns: 1fr 1fr; }
      svg rect, .decision, code { print-color-adjust: exact; }
      a { text-decoration: none; }
    }

    """

  /// The content security policy: no external resources, no scripts, no forms, and no style except
  /// this one. See https://www.w3.org/TR/CSP3/.
  static let policy =
    "default-src 'none'; style-src 'sha256-\(Base64.encode(SHA256Digest(of: sheet).bytes))'; "
    + "base-uri 'none'; form-action 'none'"
}
