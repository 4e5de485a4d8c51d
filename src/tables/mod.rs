//! Generated data only. Each file names its command, source, version, date and licence in its header.
