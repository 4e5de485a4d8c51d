import { Card } from 'antd';
import { useState } from 'react';
import { MemberTable } from '../../../components/MemberTable';
import type { Feature } from '../../../data/clusters';
import { formatNumber } from '../../../data/format';
import type { Clusters } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';
import { ClusterTable } from './ClusterTable';
import { KeepButton } from './KeepButton';
import { distinctness } from './standing';

/** The groups that were found, how distinct they are, and the customers of the one that was chosen. */
export function ClustersView({ found, by }: { found: Clusters; by: Feature[] }) {
  const { clusters: words } = useText().analytics;
  const { language } = useSession().state;
  const [place, setPlace] = useState(0);
  const { clusters, customers, lacking, silhouettes } = found;
  const show = (value: number) => formatNumber(value, language);
  const silhouette = silhouettes.find(([groups]) => groups === clusters.length)?.[1];
  const chosen = clusters[place] ?? clusters[0];
  const ids = chosen?.ids ?? [];
  const told = [
    words.told(show(customers), clusters.length),
    ...(silhouette === undefined ? [] : [words.distinct[distinctness(silhouette)]]),
    ...(lacking > 0 ? [words.lacking(show(lacking))] : []),
  ];
  return (
    <>
      <Card title={words.title} extra={<KeepButton clusters={clusters} by={by} />}>
        <div className="stack" style={{ gap: 12 }}>
          <span data-testid="cluster-summary">{told.join(' · ')}</span>
          <span className="muted small">{words.hint}</span>
          <ClusterTable clusters={clusters} by={by} chosen={place} onChoose={setPlace} />
        </div>
      </Card>
      <Card title={words.members}>
        <div className="stack" style={{ gap: 8 }}>
          <strong aria-live="polite">{words.of(words.group(place + 1), show(ids.length))}</strong>
          <MemberTable
            title={words.members}
            of={chosen}
            total={ids.length}
            ask={async (_, { offset, limit }) => ids.slice(offset, offset + limit)}
          />
        </div>
      </Card>
    </>
  );
}
