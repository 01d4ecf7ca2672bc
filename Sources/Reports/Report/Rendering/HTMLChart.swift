internal import Platform

/// A chart as a figure with a drawing; screen readers read its description.
struct HTMLChart {
  private let chart: Chart

  init(_ chart: Chart) { self.chart = chart }

  var html: String {
    var drawing = SVGDrawing()
    let largest = chart.bars.map { $0.parts.reduce(0) { $0 + $1.count } }.max() ?? 1
    var y = 14
    for bar in chart.bars {
      drawing.text(bar.label, y: y, room: 260)
      drawing.text(bar.note, x: SVGDrawing.width, y: y, room: 80, end: true)
      var done = 0
      var x = 0
      for part in bar.parts {
        done += part.count
        let end = done * SVGDrawing.width / max(largest, 1)
        drawing.box(x: x, y: y + 4, width: end - x, height: 16, style: "c-" + part.style)
        let label = part.sign.isEmpty ? "" : "\(part.sign) \(part.count)"
        if !label.isEmpty, end - x > label.count * 8 + 4 {
          drawing.text(label, x: x + 4, y: y + 16, room: end - x)
        }
        x = end
      }
      y += 36
    }
    return "<figure>\n<figcaption>\(MarkupText.escaped(chart.title))</figcaption>\n"
      + drawing.html(
        id: "c-\(chart.id)", title: MarkupText.escaped(chart.title), description: chart.description)
      + "<p class=\"note\">\(MarkupText.escaped(chart.legend))</p>\n</figure>\n"
  }
}
