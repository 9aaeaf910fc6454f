@main struct Claviger { static func main() { print("claviger") } }
