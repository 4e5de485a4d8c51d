import { remember, remembered } from '../data/memory';

/** What somebody wants the page to be like: one or the other, or as all else on the device. */
export const CHOICES = ['light', 'dark', 'system'] as const;
export type Choice = (typeof CHOICES)[number];

const KEY = 'kehu-scheme';

/** What was chosen last; otherwise as the device is. */
export function storedChoice(): Choice {
  const stored = remembered(KEY);
  return CHOICES.find((choice) => choice === stored) ?? 'system';
}

export const storeChoice = (choice: Choice) => remember(KEY, choice);
