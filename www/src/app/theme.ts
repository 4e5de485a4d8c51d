import type { ThemeConfig } from 'antd';

/** The look of the page: quiet greys, one blue; all that is read stands out from its ground by 4.5 to 1. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#1f5eff',
    colorInfo: '#1f5eff',
    colorSuccess: '#0a6f4e',
    colorSuccessBg: '#eaf7f2',
    colorSuccessBorder: '#b5e2d1',
    colorWarning: '#8f5b00',
    colorWarningBg: '#fff6e0',
    colorWarningBorder: '#f0d58f',
    colorError: '#b92a36',
    colorErrorBg: '#fdeeef',
    colorErrorBorder: '#f2b8bd',
    colorLinkHover: '#1746c4',
    colorLinkActive: '#1746c4',
    colorTextDescription: '#5f697a',
    colorTextPlaceholder: '#687284',
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
    // The ground of a switch that is off, on which white words stand.
    Switch: { colorTextQuaternary: '#6b7484', colorTextTertiary: '#5f697a' },
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
