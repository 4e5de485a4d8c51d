import { type EChartsCoreOption, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { chartTheme } from '../theme/chartTheme';
import { stillness } from '../theme/device';
import { usePalette } from '../theme/SchemeProvider';

use([CanvasRenderer]);

interface Props {
  option: EChartsCoreOption;
  /** What the chart shows, in words. */
  label: string;
  height: number;
}

/** A chart as wide as there is room. Whoever draws one registers the parts of ECharts that it is made of. */
export function Chart({ option, label, height }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const palette = usePalette();
  useEffect(() => {
    if (!box.current) return;
    const chart = init(box.current, chartTheme(palette));
    chart.setOption(stillness.holds() ? { ...option, animation: false } : option);
    const observer = new ResizeObserver(() => chart.resize());
    observer.observe(box.current);
    return () => {
      observer.disconnect();
      chart.dispose();
    };
  }, [option, palette]);
  return <div ref={box} role="img" aria-label={label} style={{ height }} />;
}
