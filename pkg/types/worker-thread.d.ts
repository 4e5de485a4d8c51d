// Imported for what it does: it answers `createEngine({ worker })` of `kehu/worker`.
export {};
