import type { Palette } from './palette';

/** The palette as ECharts takes it: what charts have in common, so that each says only what it shows. */
export function chartTheme(palette: Palette) {
  const axis = {
    axisLine: { lineStyle: { color: palette.neutral } },
    axisLabel: { color: palette.muted },
    nameTextStyle: { color: palette.muted },
    splitLine: { lineStyle: { color: [palette.track] } },
  };
  return {
    color: [palette.brand],
    // Words whose colour nothing says get a border of the ground that ECharts takes for white.
    bar: { label: { color: palette.ink } },
    textStyle: { color: palette.ink },
    valueAxis: axis,
    categoryAxis: { ...axis, axisLabel: { color: palette.ink } },
    legend: {
      textStyle: { color: palette.ink },
      inactiveColor: palette.rest,
      pageTextStyle: { color: palette.muted },
      pageIconColor: palette.muted,
      pageIconInactiveColor: palette.track,
    },
    tooltip: { backgroundColor: palette.raised, borderColor: palette.border, textStyle: { color: palette.ink } },
  };
}
