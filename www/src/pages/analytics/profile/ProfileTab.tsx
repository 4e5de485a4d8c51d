import { Card, Empty } from 'antd';
import { useState } from 'react';
import { Answered } from '../../../components/Answered';
import { Labelled } from '../../../components/Labelled';
import { OneOf } from '../../../components/OneOf';
import { formatNumber } from '../../../data/format';
import { ruleset } from '../../../data/ruleset';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';
import { useAnswer } from '../../../state/useAnswer';
import { FigureTable } from './FigureTable';
import { TraitCard } from './TraitCard';

/** In the select, for all customers who are not in the segment. */
const REST = '';
const TRAITS = 60;

/** What sets a segment apart from the rest, or from another one. */
export default function ProfileTab() {
  const text = useText();
  const { profile: words } = text.analytics;
  const { access, language } = useSession().state;
  const [of, setOf] = useState(() => ruleset().segments[0]?.id ?? '');
  const [against, setAgainst] = useState(REST);
  const other = against === of ? REST : against;
  const answer = useAnswer(
    (engine, now) => (of ? engine.profile({ now, ...access, of, against: other || undefined, limit: TRAITS }) : null),
    [of, other, access],
  );
  const segments = ruleset().segments.map(({ id, name }) => ({ value: id, label: name[language] }));
  const show = (value: number) => formatNumber(value, language);
  return (
    <div className="stack">
      <div className="row filters">
        <Labelled label={words.of}>{(id) => <OneOf id={id} options={segments} value={of} onChange={setOf} />}</Labelled>
        <Labelled label={words.against}>
          {(id) => (
            <OneOf
              id={id}
              value={other}
              first={{ value: REST, label: words.rest }}
              options={segments.filter(({ value }) => value !== of)}
              onChange={setAgainst}
            />
          )}
        </Labelled>
      </div>
      <Answered answer={answer}>
        {({ customers, others, traits, figures }) =>
          customers === 0 || others === 0 ? (
            <Card>
              <Empty description={words.empty} />
            </Card>
          ) : (
            <>
              <strong data-testid="profile-size">{words.size(show(customers), show(others))}</strong>
              <TraitCard traits={traits} />
              <FigureTable figures={figures} />
            </>
          )
        }
      </Answered>
    </div>
  );
}
