/// Why a review cannot be opened.
struct ReviewError: Error {
  let message: String
}
