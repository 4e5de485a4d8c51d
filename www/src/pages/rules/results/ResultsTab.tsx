import { Button, Card, Empty, Segmented } from 'antd';
import { useState } from 'react';
import { Answered } from '../../../components/Answered';
import { lastDays } from '../../../data/time';
import type { RuleResults } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';
import { useAnswer } from '../../../state/useAnswer';
import { ResultCard } from './ResultCard';

/** The times to look at, in days; 0 is all. */
const PERIODS = [0, 90, 30] as const;

/** What came of rules and journeys, variant by variant. */
export default function ResultsTab() {
  const { results: words } = useText();
  const [days, setDays] = useState<(typeof PERIODS)[number]>(0);
  const answer = useAnswer((engine, now) => engine.results({ now, ...lastDays(now, days) }), [days]);
  const periods = PERIODS.map((value) => ({ value, label: words.periods[value] }));
  return (
    <div className="stack">
      <div className="spread">
        <span className="muted">{words.hint}</span>
        <Segmented aria-label={words.period} value={days} options={periods} onChange={setDays} />
      </div>
      <Answered answer={answer}>{(all) => <Results all={all} />}</Answered>
    </div>
  );
}

function Results({ all }: { all: RuleResults[] }) {
  const { results: words, pages } = useText();
  const { state, update } = useSession();
  const { language } = state;
  const told = all.filter(({ variants }) => variants.length > 0);
  const quiet = all.filter(({ variants }) => variants.length === 0).map(({ name }) => name);
  return (
    <>
      {told.map((result) => (
        <ResultCard key={result.rule} result={result} />
      ))}
      {told.length === 0 && (
        <Card>
          <Empty description={words.none}>
            <Button type="primary" onClick={() => update({ page: 'actions' })}>
              {pages.actions}
            </Button>
          </Empty>
        </Card>
      )}
      {told.length > 0 && quiet.length > 0 && (
        <span className="muted small">{words.quiet(quiet.join(language === 'zh' ? '、' : ', '))}</span>
      )}
    </>
  );
}
