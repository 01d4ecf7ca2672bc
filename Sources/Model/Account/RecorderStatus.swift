/// Whether a trail or recorder is active, from a separate answer.
package struct RecorderStatus: Sendable {
  /// The name or ARN of the trail or recorder; nil if the answer has no envelope.
  package let name: String?
  package let region: String?
  package let isTrail: Bool
  package let isRecording: Bool
  package let citation: Citation

  package init(
    name: String?, region: String?, isTrail: Bool, isRecording: Bool, citation: Citation
  ) {
    self.name = name
    self.region = region
    self.isTrail = isTrail
    self.isRecording = isRecording
    self.citation = citation
  }
}
