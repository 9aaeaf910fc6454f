internal import CSecretMemory

/// Makes the process leave no core dump and refuse debuggers of its own user, before the first secret is read.
///
/// Answers whether the kernel agreed. The corresponding C functions are `setrlimit` and `prctl`.
public func refuseProcessDumps() -> Bool { claviger_refuse_dumps() == 0 }

/// Makes malloc keep freed memory in the process, so that long plain texts are as fast on the main thread as on others.
///
/// The corresponding C function is `mallopt`.
public func keepFreedMemory() { claviger_keep_freed_memory() }
