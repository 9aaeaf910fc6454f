internal import CSecretMemory

/// Makes the process leave no core dump and refuse debuggers of its own user, before the first secret is read.
///
/// Answers whether the kernel agreed. The corresponding C functions are `setrlimit` and `prctl`.
public func refuseProcessDumps() -> Bool { claviger_refuse_dumps() == 0 }
