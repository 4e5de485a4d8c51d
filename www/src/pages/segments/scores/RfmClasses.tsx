import { Answered } from '../../../components/Answered';
import { idsOf } from '../../../components/MemberTable';
import { Meter } from '../../../components/Meter';
import { rfmClasses } from '../../../conditions/vocabulary';
import { formatNumber } from '../../../data/format';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';
import { useAnswer } from '../../../state/useAnswer';
import { bucketCounts } from './buckets';
import type { Chosen } from './RfmCard';

interface Props {
  score: string;
  onChoose: (chosen: Chosen) => void;
}

/** The eight classes with their customers. */
export function RfmClasses({ score, onChoose }: Props) {
  const text = useText();
  const { language } = useSession().state;
  const classes = rfmClasses(text);
  const answer = useAnswer(
    (engine, now) =>
      bucketCounts(
        engine,
        score,
        classes.map(({ value }) => value),
        now,
      ),
    [score],
  );
  return (
    <Answered answer={answer}>
      {(counts) => {
        const total = counts.reduce((sum, count) => sum + count, 0);
        return (
          <section aria-label={text.rfm.classesTitle}>
            {classes.map(({ value, label }, place) => {
              const count = counts[place] ?? 0;
              return (
                <Meter
                  key={value}
                  label={label}
                  count={formatNumber(count, language)}
                  value={count}
                  total={total}
                  tone={value.startsWith('key') ? 'brand' : 'neutral'}
                  onClick={() => onChoose({ title: label, total: count, ask: idsOf({ score, bucket: value }) })}
                />
              );
            })}
          </section>
        );
      }}
    </Answered>
  );
}
