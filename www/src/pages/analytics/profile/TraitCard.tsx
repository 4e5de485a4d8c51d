import { Card, Checkbox, Empty } from 'antd';
import { useState } from 'react';
import type { Profile } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import { TraitTable } from './TraitTable';

/** The traits that differ; those that may do so by chance only where they are asked for. */
export function TraitCard({ traits }: { traits: Profile['traits'] }) {
  const { profile: words } = useText().analytics;
  const [isStrict, setStrict] = useState(true);
  const shown = traits.filter(({ significant }) => significant || !isStrict);
  const only = (
    <Checkbox checked={isStrict} onChange={({ target }) => setStrict(target.checked)}>
      {words.onlySignificant}
    </Checkbox>
  );
  return (
    <Card title={words.traits} extra={only}>
      <div className="stack" style={{ gap: 12 }}>
        <span className="muted small">{words.hint}</span>
        {shown.length > 0 ? <TraitTable traits={shown} /> : <Empty description={words.none} />}
      </div>
    </Card>
  );
}
