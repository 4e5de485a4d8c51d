import { LineChartOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import type { FittedScore } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import { useFitting } from '../../../state/useFitting';

/** Fits the scores that foretell to the customers at hand. */
export function FitButton({ onFitted }: { onFitted: (scores: FittedScore[]) => void }) {
  const text = useText();
  const fit = useFitting();
  const [isBusy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    const scores = await fit();
    setBusy(false);
    if (scores) onFitted(scores);
  };
  return (
    <Button icon={<LineChartOutlined aria-hidden />} loading={isBusy} onClick={run}>
      {text.rfm.fit}
    </Button>
  );
}
