import type { CSSProperties } from 'react';
import { colour } from '../../../theme/palette';

/** From here on, in standard deviations, a mean is worth a word; and a strong one. */
const NOTABLE = 0.5;
const STRONG = 1.5;
/** Further away than this no colour gets darker. */
const FURTHEST = 2;
const DARKEST = 60;

export type Standing = 'muchHigher' | 'higher' | 'average' | 'lower' | 'muchLower';

/** How far a mean is above or below that of all, in a word. */
export function standingOf(deviations: number): Standing {
  if (Math.abs(deviations) < NOTABLE) return 'average';
  const isFar = Math.abs(deviations) >= STRONG;
  if (deviations > 0) return isFar ? 'muchHigher' : 'higher';
  return isFar ? 'muchLower' : 'lower';
}

/** The ground of a cell: blue above the mean, orange below; never so dark that ink cannot be read on it. */
export function shadeOf(deviations: number): CSSProperties {
  const depth = Math.round((Math.min(Math.abs(deviations), FURTHEST) / FURTHEST) * DARKEST);
  const end = colour(deviations > 0 ? 'hot' : 'warm');
  return { backgroundColor: `color-mix(in srgb, ${end} ${depth}%, ${colour('cold')})` };
}

/** How distinct groups are by their mean silhouette, after Kaufman and Rousseeuw. */
export function distinctness(silhouette: number): 'clear' | 'fair' | 'weak' {
  if (silhouette > 0.5) return 'clear';
  return silhouette > 0.25 ? 'fair' : 'weak';
}
