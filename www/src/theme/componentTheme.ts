import { type ThemeConfig, theme } from 'antd';
import { type Palette, palettes, type Scheme } from './palette';

const FONT =
  "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', 'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif";

/** The palette as the component library takes it, and whether components come and go by moving. */
export function componentTheme(scheme: Scheme, motion: boolean): ThemeConfig {
  const palette = palettes[scheme];
  return {
    algorithm: scheme === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: { ...tokensOf(palette), borderRadius: 8, fontFamily: FONT, motion },
    components: componentsOf(palette),
  };
}

const tokensOf = (palette: Palette): ThemeConfig['token'] => ({
  colorPrimary: palette.primary,
  colorInfo: palette.brand,
  colorLink: palette.link,
  colorLinkHover: palette.link,
  colorLinkActive: palette.link,
  colorPrimaryText: palette.link,
  colorPrimaryTextHover: palette.link,
  colorPrimaryTextActive: palette.link,
  colorSuccess: palette.inkGood,
  colorSuccessBg: palette.groundGood,
  colorSuccessBorder: palette.borderGood,
  colorWarning: palette.inkWarning,
  colorWarningBg: palette.groundWarning,
  colorWarningBorder: palette.borderWarning,
  colorError: palette.inkDanger,
  colorErrorBg: palette.groundDanger,
  colorErrorBorder: palette.borderDanger,
  colorTextBase: palette.ink,
  colorTextDescription: palette.muted,
  colorTextPlaceholder: palette.muted,
  colorBgLayout: palette.ground,
  colorBgContainer: palette.surface,
  colorBgElevated: palette.raised,
  colorBorder: palette.border,
  colorBorderSecondary: palette.line,
});

const componentsOf = (palette: Palette): ThemeConfig['components'] => ({
  Layout: { headerBg: palette.surface, siderBg: palette.surface },
  Menu: { itemSelectedColor: palette.link, itemSelectedBg: palette.selected },
  Tabs: { itemSelectedColor: palette.link, itemHoverColor: palette.link, itemActiveColor: palette.link },
  Dropdown: { colorPrimary: palette.link },
  Pagination: { colorPrimary: palette.link, colorPrimaryHover: palette.link },
  Card: { headerFontSize: 15 },
  Collapse: { colorBorder: palette.line },
  Table: {
    headerBg: palette.subtle,
    rowHoverBg: palette.hover,
    rowSelectedBg: palette.selected,
    rowSelectedHoverBg: palette.selected,
  },
  Segmented: { trackBg: palette.track, itemSelectedBg: palette.chosen },
  Statistic: { contentFontSize: 26 },
  // What stands on a filled button, and the ground of a switch that is off, on which white words stand.
  Button: { dangerColor: palette.surface },
  Switch: { colorTextQuaternary: '#6b7484', colorTextTertiary: '#5f697a' },
});
