//! Makes a realistic dirty B2B customer data set with its truth.
