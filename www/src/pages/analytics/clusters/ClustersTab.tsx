import { Alert, Card, Empty, Select } from 'antd';
import { useState } from 'react';
import { Answered } from '../../../components/Answered';
import { Labelled } from '../../../components/Labelled';
import { asked, USUAL } from '../../../data/clusters';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';
import { useAnswer } from '../../../state/useAnswer';
import { ClustersView } from './ClustersView';
import { knownFeatures } from './names';

/** In the select, for as many groups as divide the customers best. */
const AUTOMATIC = 0;
const NUMBERS = [2, 3, 4, 5, 6, 7, 8];
const MOST_FEATURES = 6;

/** Groups of customers that are alike in some numbers, as the engine finds them. */
export default function ClustersTab() {
  const { clusters: words } = useText().analytics;
  const { access, language } = useSession().state;
  const known = knownFeatures();
  const [chosen, setChosen] = useState(() => known.slice(0, USUAL).map(({ id }) => id));
  const [k, setK] = useState(AUTOMATIC);
  const by = known.filter(({ id }) => chosen.includes(id));
  const answer = useAnswer(
    (engine, now) =>
      by.length === 0
        ? null
        : engine.clusters({
            now,
            ...access,
            features: by.map((feature) => asked(feature, language)),
            k: k || undefined,
            ids: true,
          }),
    [chosen.join(' '), k, access],
  );
  const numbers = [AUTOMATIC, ...NUMBERS].map((value) => ({
    value,
    label: value === AUTOMATIC ? words.automatic : words.groups(value),
  }));
  return (
    <div className="stack">
      <div className="row filters">
        <div className="filter-features">
          <Labelled label={words.by}>
            {(id) => (
              <Select
                id={id}
                mode="multiple"
                maxCount={MOST_FEATURES}
                value={chosen}
                options={known.map((feature) => ({ value: feature.id, label: feature.name[language] }))}
                showSearch={{ optionFilterProp: 'label' }}
                onChange={setChosen}
              />
            )}
          </Labelled>
        </div>
        <Labelled label={words.k}>{(id) => <Select id={id} value={k} options={numbers} onChange={setK} />}</Labelled>
      </div>
      {by.length === 0 && <Alert type="info" showIcon title={words.needsFeature} />}
      <Answered answer={answer}>
        {(found) =>
          found.clusters.length === 0 ? (
            <Card>
              <Empty description={words.none} />
            </Card>
          ) : (
            <ClustersView found={found} by={by} />
          )
        }
      </Answered>
    </div>
  );
}
