import type { ThemeConfig } from 'antd';

/** The look of the page: quiet greys, one blue. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#1f5eff',
    colorInfo: '#1f5eff',
    colorSuccess: '#12946b',
    colorSuccessBg: '#eaf7f2',
    colorSuccessBorder: '#b5e2d1',
    colorWarning: '#c9830a',
    colorError: '#d23f4a',
    colorBgLayout: '#f4f6f9',
    colorTextBase: '#172033',
    borderRadius: 8,
    fontFamily:
      "-apple-system, BlinkMacSystemFont, 'Segoe UI', 'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif",
  },
  components: {
    Layout: { headerBg: '#ffffff', siderBg: '#ffffff' },
    Card: { headerFontSize: 15 },
    Table: { headerBg: '#f7f9fc' },
    Segmented: { trackBg: '#e9edf3' },
    Statistic: { contentFontSize: 26 },
  },
};

/** Colours of data: how a value or a customer is to be seen. */
export const tones = {
  good: '#12946b',
  warning: '#e0a021',
  danger: '#d23f4a',
  neutral: '#8a94a6',
  brand: '#1f5eff',
  track: '#eceff4',
} as const;

export type Tone = keyof typeof tones;
