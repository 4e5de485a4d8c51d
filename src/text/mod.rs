//! What does this string say once repaired?
