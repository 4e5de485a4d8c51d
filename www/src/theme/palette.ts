/** How light a page is. */
export type Scheme = 'light' | 'dark';

/**
 * Every colour of the page but those that the component library makes of them. What is read stands out from its ground by
 * 4.5 to 1 in both; `www/src/theme` is the only place that writes colours down.
 */
const light = {
  ink: '#172033',
  muted: '#5f697a',
  /** What the page lies on, what its cards are, and what lies on those. */
  ground: '#f4f6f9',
  surface: '#ffffff',
  raised: '#ffffff',
  subtle: '#f7f9fc',
  border: '#d5dbe5',
  line: '#e6eaf0',
  hairline: '#eef1f5',
  hover: '#f4f7fc',
  selected: '#f0f5ff',
  /** What can be pressed, and words and data of the same colour. */
  primary: '#1f5eff',
  link: '#0f4fd6',
  brand: '#1f5eff',
  brandSoft: '#a5c1ff',
  /** How a value or a customer is to be seen, as an area; then as words; then as the ground and border of words. */
  good: '#12946b',
  warning: '#e0a021',
  danger: '#d23f4a',
  neutral: '#8a94a6',
  inkGood: '#0a6f4e',
  inkWarning: '#8f5b00',
  inkDanger: '#b92a36',
  groundGood: '#eaf7f2',
  groundWarning: '#fff6e0',
  groundDanger: '#fdeeef',
  borderGood: '#b5e2d1',
  borderWarning: '#f0d58f',
  borderDanger: '#f2b8bd',
  track: '#eceff4',
  off: '#e3e8f0',
  /** The one of several that is chosen. */
  chosen: '#ffffff',
  /** The ends of a heat map: nothing, most, and what is below the mean. */
  cold: '#f0f4fb',
  hot: '#1f5eff',
  warm: '#e0a021',
  stripe: 'rgb(255 255 255 / 45%)',
  /** A series of data that are told apart by nothing else, and what is left over. */
  series1: '#1f5eff',
  series2: '#12946b',
  series3: '#e0a021',
  series4: '#8b5cf6',
  series5: '#0ea5b7',
  series6: '#d2649a',
  series7: '#7aa2ff',
  rest: '#b6bfcd',
  /** From the widest stage of a funnel to the narrowest. */
  stage1: '#8fb2ff',
  stage2: '#a5c1ff',
  stage3: '#bad0ff',
  stage4: '#cedeff',
  stage5: '#dfe9ff',
  stage6: '#edf3ff',
};

export type Palette = typeof light;

const dark: Palette = {
  ink: '#e6eaf2',
  muted: '#9aa5b8',
  ground: '#0e131c',
  surface: '#171d29',
  raised: '#1f2735',
  subtle: '#1d2432',
  border: '#3d475b',
  line: '#2a3344',
  hairline: '#252d3b',
  hover: '#1f2735',
  selected: '#1c2b4d',
  primary: '#2f66ea',
  link: '#86abff',
  brand: '#5b8dff',
  brandSoft: '#3a5fae',
  good: '#2fb98a',
  warning: '#d9a23a',
  danger: '#e5636d',
  neutral: '#8a94a6',
  inkGood: '#57cda6',
  inkWarning: '#e6b95c',
  inkDanger: '#f28f98',
  groundGood: '#15322a',
  groundWarning: '#332a14',
  groundDanger: '#3a1f26',
  borderGood: '#2b5a4b',
  borderWarning: '#5c4a1e',
  borderDanger: '#6b3640',
  track: '#2a3242',
  off: '#364056',
  chosen: '#46526a',
  cold: '#1d2534',
  hot: '#3b78ff',
  warm: '#a8731a',
  stripe: 'rgb(0 0 0 / 35%)',
  series1: '#5b8dff',
  series2: '#2fb98a',
  series3: '#d9a23a',
  series4: '#a78bfa',
  series5: '#22b8c9',
  series6: '#e07fb0',
  series7: '#9ab8ff',
  rest: '#566074',
  stage1: '#2f5fd0',
  stage2: '#2a55b8',
  stage3: '#254aa0',
  stage4: '#203f88',
  stage5: '#1c3672',
  stage6: '#182e60',
};

export const palettes: Record<Scheme, Palette> = { light, dark };

/** A colour of the palette in use, for whatever style sheets can reach. */
export const colour = (name: keyof Palette): string => `var(--${name})`;

/** Puts the colours where style sheets find them. */
export function paint(scheme: Scheme) {
  const { style } = document.documentElement;
  style.colorScheme = scheme;
  for (const [name, value] of Object.entries(palettes[scheme])) style.setProperty(`--${name}`, value);
}

/** How a value or a customer is to be seen. */
export type Tone = 'good' | 'warning' | 'danger' | 'neutral' | 'brand' | 'track';
