import { BarChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useMemo, useRef } from 'react';
import { bits, signed } from '../../data/format';
import { comparisonLabel } from '../../data/ruleset';
import type { Explanation, Language } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { type Evidence, waterfall } from './waterfall';

use([BarChart, GridComponent, TooltipComponent, CanvasRenderer]);

const BAR = 30;

/** The match weight as a waterfall: from the prior, comparison by comparison, to the sum. */
export default function WeightChart({ pair }: { pair: Pick<Explanation, 'reasons'> }) {
  const text = useText();
  const { language } = useSession().state;
  const box = useRef<HTMLDivElement>(null);
  const prior = text.duplicates.prior;
  const total = text.duplicates.total;
  const evidence = useMemo(() => evidenceOf(pair, language, prior), [pair, language, prior]);
  useEffect(() => {
    if (!box.current) return;
    const chart = init(box.current);
    chart.setOption(waterfall(evidence, total));
    const observer = new ResizeObserver(() => chart.resize());
    observer.observe(box.current);
    return () => {
      observer.disconnect();
      chart.dispose();
    };
  }, [evidence, total]);
  const spoken = evidence.map(({ label, finding, weight }) => `${label} ${finding} ${signed(bits(weight))}`).join(', ');
  return <div ref={box} role="img" aria-label={spoken} style={{ height: (evidence.length + 2) * BAR }} />;
}

function evidenceOf(pair: Pick<Explanation, 'reasons'>, language: Language, prior: string): Evidence[] {
  return pair.reasons.map(({ path, params, weight }) => ({
    label: path ? comparisonLabel(path, language) : prior,
    finding: params?.label ?? '',
    weight: weight ?? 0,
  }));
}
