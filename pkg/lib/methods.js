/** The methods of an engine that a worker offers as they are; imports and `free` are arranged on both sides. */
export const METHODS = /** @type {const} */ ([
  'ruleset', 'edition', 'model', 'suggestMapping', 'clean', 'check', 'upsert', 'track', 'rejects', 'customers',
  'customer', 'duplicates', 'segments', 'tags', 'segment', 'actions', 'acknowledge', 'explain', 'decide', 'merge', 'unmerge',
  'quality', 'exportCustomers', 'exportClusters', 'exportPairs', 'evaluate', 'snapshot', 'replay',
]);
