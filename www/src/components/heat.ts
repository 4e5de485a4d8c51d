import type { CSSProperties } from 'react';
import { colour } from '../theme/palette';

/** The ground of a cell of a heat map, by its share of the most there is; never so dark that ink cannot be read on it. */
export const heat = (share: number): CSSProperties => ({
  backgroundColor: `color-mix(in srgb, ${colour('hot')} ${Math.round(share * 60)}%, ${colour('cold')})`,
});
