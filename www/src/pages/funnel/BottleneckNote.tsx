import { Alert } from 'antd';
import type { Funnel } from '../../data/types';
import { useText } from '../../i18n/useText';

/** Where the funnel is narrowest, and what to do about it. */
export function BottleneckNote({ bottleneck }: { bottleneck: Funnel['bottleneck'] }) {
  const words = useText().funnel;
  if (!bottleneck) return <Alert type="info" showIcon title={words.noBottleneck} />;
  const advice = bottleneck.advice && `${words.advice} ${bottleneck.advice}`;
  return (
    <Alert
      type="warning"
      showIcon
      title={<div className="sentence">{bottleneck.text}</div>}
      description={advice}
      data-testid="bottleneck"
    />
  );
}
