import { remember, remembered } from '../data/memory';
import type { Scheme } from './palette';

/** What somebody wants the page to be like: one or the other, or as all else on the device. */
export const CHOICES = ['light', 'dark', 'system'] as const;
export type Choice = (typeof CHOICES)[number];

const KEY = 'kehu-scheme';
const DARK = matchMedia('(prefers-color-scheme: dark)');

/** What was chosen last; otherwise as the device is. */
export function storedChoice(): Choice {
  const stored = remembered(KEY);
  return CHOICES.find((choice) => choice === stored) ?? 'system';
}

export const storeChoice = (choice: Choice) => remember(KEY, choice);

/** What the device is like at present. */
export const deviceScheme = (): Scheme => (DARK.matches ? 'dark' : 'light');

/** Tells whenever the device becomes lighter or darker. */
export function onDeviceScheme(told: () => void) {
  DARK.addEventListener('change', told);
  return () => DARK.removeEventListener('change', told);
}
