import type { cleaning as zh } from './zh';

/** The texts of suggestions, of drift and of learning on import, in English. */
export const cleaning: typeof zh = {
  suggestions: {
    title: 'Suggestions',
    hint: 'They follow from other fields. What you accept has a source that begins with “derived”; each can be undone in the history.',
    accept: 'Accept',
    acceptOf: (field) => `Accept the suggestion for ${field}`,
    acceptAll: (n) => `Accept all (${n})`,
    accepted: (n) => `${n} suggestions accepted`,
    derived: (n) => `${n} can be derived`,
    stale: (n) => `${n} out of date`,
    suggested: 'suggested',
    from: (field) => `(from ${field})`,
  },
  drift: {
    title: 'Compared with before the import',
    hint: (name) => `How the quality of the data differs since “${name}” came in`,
    none: 'Nothing of note changed.',
  },
  training: {
    option: 'Learn the matching model from these records first',
    hint: 'More exact for data of another kind. From some dozen records there is little to learn; with hardly a duplicate the weights stand.',
  },
};
