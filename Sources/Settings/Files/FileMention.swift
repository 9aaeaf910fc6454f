/// A file that the configuration names, and where it does so.
struct FileMention {
  let path: String
  let subject: FileTrust.Subject
  let place: SourcePlace
}
